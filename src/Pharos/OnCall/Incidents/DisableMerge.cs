using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Lets no further alerts join incidents: <c>POST /incident/disable-merge</c></summary>
internal static class DisableMerge
{
    public static readonly Operation<DisableMergeRequest, EmptyResponse> Info = new(
        "/incident/disable-merge",
        "Let no further alerts join incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteDisableMerge),
    };

    private static async Task<EmptyResponse> Handle(DisableMergeRequest request, OperationContext op)
    {
        var ids = request.CheckIds();

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        foreach (var incident in write.Incidents.Where(i => i.CanMerge))
            (incident.CanMerge, incident.UpdatedAt) = (false, write.Now);
        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record DisableMergeRequest : IncidentIdsRequest;
