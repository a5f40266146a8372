using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Takes the caller's own acknowledgement back: <c>POST /incident/unack</c></summary>
internal static class UnacknowledgeIncident
{
    public static readonly Operation<UnacknowledgeIncidentRequest, EmptyResponse> Info = new(
        "/incident/unack",
        "Take an acknowledgement back",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteUnack),
    };

    private static async Task<EmptyResponse> Handle(UnacknowledgeIncidentRequest request, OperationContext op)
    {
        var ids = request.CheckIds();

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        foreach (var incident in write.Incidents)
            write.Apply(incident, state => state.Unacknowledge(op.Caller.MemberId, IncidentIdsRequest.Field));

        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record UnacknowledgeIncidentRequest : IncidentIdsRequest;
