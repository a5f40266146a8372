using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall.Alerts;

/// <summary>Reads one alert with its latest events: <c>POST /alert/info</c></summary>
internal static class AlertInfo
{
    public static readonly Operation<AlertInfoRequest, AlertItem> Info = new("/alert/info", "Read an alert", Handle)
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    private static async Task<AlertItem> Handle(AlertInfoRequest request, OperationContext op)
    {
        var alert = await AlertReader.Find(op, Validate.ObjectId(request.AlertId, "alert_id"));
        return (await AlertReader.Items(op.Db, [alert], withEvents: true, op.Cancel))[0];
    }
}

public sealed record AlertInfoRequest
{
    [Required]
    public string? AlertId { get; set; }
}

/// <summary>Reads alerts by ID: <c>POST /alert/list-by-ids</c></summary>
internal static class AlertInfos
{
    public static readonly Operation<AlertInfosRequest, ListAlertsResponse> Info = new(
        "/alert/list-by-ids",
        "Read alerts by ID",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    private static async Task<ListAlertsResponse> Handle(AlertInfosRequest request, OperationContext op)
    {
        var ids = Validate.ObjectIds(request.AlertIds, "alert_ids");
        var found = await (await AlertReader.For(op))
            .Where(a => EF.Parameter(ids).Contains(a.AlertId))
            .ToDictionaryAsync(a => a.AlertId, StringComparer.Ordinal, op.Cancel);
        var rows = ids.Select(
                (id, i) => found.GetValueOrDefault(id) ?? throw Errors.NotFound(Validate.Index("alert_ids", i))
            )
            .ToList();
        var items = await AlertReader.Items(op.Db, rows, withEvents: false, op.Cancel);
        return new ListAlertsResponse(items.Count, HasNextPage: false, "", items);
    }
}

public sealed record AlertInfosRequest
{
    /// <summary>An unknown ID fails the request.</summary>
    [Required]
    [MaxLength(100)]
    public List<string?>? AlertIds { get; set; }
}
