using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Opens closed incidents again and assigns them as before: <c>POST /incident/reopen</c></summary>
internal static class ReopenIncident
{
    public static readonly Operation<ReopenIncidentRequest, EmptyResponse> Info = new(
        "/incident/reopen",
        "Reopen incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteReopen),
    };

    private static async Task<EmptyResponse> Handle(ReopenIncidentRequest request, OperationContext op)
    {
        var ids = request.CheckIds();
        var reason = Validate.OptionalText(request.Reason, "reason", 1024)?.Trim();

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        foreach (var incident in write.Incidents)
        {
            var detail = new ReopenDetail(string.IsNullOrEmpty(reason) ? null : reason);
            if (!write.Apply(incident, state => state.Reopen(write.Now), detail).IsChange)
                continue;
            await IncidentAssigning.AssignAgain(op, write, incident);
            await AutoResolve.Schedule(op.Db, incident, op.Cancel);
        }

        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record ReopenIncidentRequest : IncidentIdsRequest
{
    public string? Reason { get; set; }
}
