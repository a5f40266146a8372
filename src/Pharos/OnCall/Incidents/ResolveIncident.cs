using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Closes incidents and their alerts, from any state: <c>POST /incident/resolve</c></summary>
internal static class ResolveIncident
{
    public static readonly Operation<ResolveIncidentRequest, EmptyResponse> Info = new(
        "/incident/resolve",
        "Close incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteResolve),
    };

    private static async Task<EmptyResponse> Handle(ResolveIncidentRequest request, OperationContext op)
    {
        var ids = request.CheckIds();
        var rootCause = Validate.OptionalText(request.RootCause, "root_cause", 1024)?.Trim();
        var resolution = Validate.OptionalText(request.Resolution, "resolution", 1024)?.Trim();
        var description = Validate.OptionalText(request.Description, "description", 6144)?.Trim();
        var summary = Validate.OptionalText(request.Summary, "summary", CommentIncident.MaxLength)?.Trim();

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        foreach (var incident in write.Incidents)
        {
            IncidentTexts.SetRootCause(write, incident, rootCause);
            IncidentTexts.SetResolution(write, incident, resolution);
            IncidentTexts.SetDescription(write, incident, description);
            if (!string.IsNullOrEmpty(summary))
                write.Record(incident, TimelineTypes.IncidentComment, new CommentDetail(summary, MuteReply: false));
        }

        await write.Close(write.Incidents);
        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record ResolveIncidentRequest : IncidentIdsRequest
{
    public string? RootCause { get; set; }
    public string? Resolution { get; set; }

    /// <summary>Replaces the description.</summary>
    public string? Description { get; set; }

    /// <summary>Becomes a comment.</summary>
    public string? Summary { get; set; }
}
