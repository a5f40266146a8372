using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Acknowledges incidents: the caller takes over: <c>POST /incident/ack</c></summary>
internal static class AcknowledgeIncident
{
    public static readonly Operation<AcknowledgeIncidentRequest, EmptyResponse> Info = new(
        "/incident/ack",
        "Acknowledge incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteAck),
    };

    private static async Task<EmptyResponse> Handle(AcknowledgeIncidentRequest request, OperationContext op)
    {
        var ids = request.CheckIds();
        var summary = Validate.OptionalText(request.Summary, "summary", CommentIncident.MaxLength)?.Trim();

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        foreach (var incident in write.Incidents)
        {
            write.Apply(incident, state => state.Acknowledge(op.Caller.MemberId, write.Now, IncidentIdsRequest.Field));
            if (!string.IsNullOrEmpty(summary))
                write.Record(incident, TimelineTypes.IncidentComment, new CommentDetail(summary, MuteReply: false));
        }

        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record AcknowledgeIncidentRequest : IncidentIdsRequest
{
    /// <summary>Becomes a comment.</summary>
    public string? Summary { get; set; }
}
