using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Alerts;

/// <summary>
/// Closes alerts, which then take no more events. An incident whose last alert closes closes too:
/// <c>POST /alert/close</c>
/// </summary>
internal static class CloseAlerts
{
    public static readonly Operation<CloseAlertsRequest, EmptyResponse> Info = new(
        "/alert/close",
        "Close alerts",
        Handle
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.AlertWriteClose),
    };

    private static async Task<EmptyResponse> Handle(CloseAlertsRequest request, OperationContext op)
    {
        var ids = Validate.ObjectIds(request.AlertIds, "alert_ids");

        await using var write = await AlertsWrite.Begin(Info, request, ids, op);
        foreach (var alert in write.Alerts)
            AlertActions.Close(op.Db, op.Clock, alert, op.Caller.MemberId);
        await write.CloseEmptied();
        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record CloseAlertsRequest
{
    [Required]
    [MaxLength(100)]
    public List<string?>? AlertIds { get; set; }
}
