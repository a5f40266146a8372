using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Adds a comment to the timelines of incidents: <c>POST /incident/comment</c></summary>
internal static class CommentIncident
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 1024;

    public static readonly Operation<CommentIncidentRequest, EmptyResponse> Info = new(
        "/incident/comment",
        "Comment on incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteComment),
    };

    private static async Task<EmptyResponse> Handle(CommentIncidentRequest request, OperationContext op)
    {
        var ids = request.CheckIds();
        var comment = Validate.Text(request.Comment?.Trim(), "comment", MaxLength);

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        foreach (var incident in write.Incidents)
        {
            write.Record(
                incident,
                TimelineTypes.IncidentComment,
                new CommentDetail(comment, request.MuteReply == true)
            );
            incident.UpdatedAt = write.Now;
        }

        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record CommentIncidentRequest : IncidentIdsRequest
{
    /// <summary>Markdown, up to 1,024 characters.</summary>
    [Required]
    public string? Comment { get; set; }

    /// <summary>Whether the comment stays out of chats.</summary>
    public bool? MuteReply { get; set; }
}
