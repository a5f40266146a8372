using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>
/// Changes an incident's texts and severity. Fields set by hand no longer follow the alerts:
/// <c>POST /incident/reset</c>
/// </summary>
internal static class ResetIncident
{
    private const int MaxText = 6144;

    public static readonly Operation<ResetIncidentRequest, EmptyResponse> Info = new(
        "/incident/reset",
        "Change an incident",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteReset),
    };

    private static async Task<EmptyResponse> Handle(ResetIncidentRequest request, OperationContext op)
    {
        var id = Validate.ObjectId(request.IncidentId, "incident_id");
        var title = request.Title is null ? null : Validate.Name(request.Title, "title", 3, 200);
        var description = Text(request.Description, "description");
        var impact = Text(request.Impact, "impact");
        var rootCause = Text(request.RootCause, "root_cause");
        var resolution = Text(request.Resolution, "resolution");
        var severity = request.IncidentSeverity is null
            ? (EventStatus?)null
            : IncidentSeverityField.Check(request.IncidentSeverity, "incident_severity");
        if ((title ?? description ?? impact ?? rootCause ?? resolution) is null && severity is null)
            throw Errors.Invalid(OnCallMessages.NothingToChange);

        await using var write = await IncidentsWrite.Begin(Info, request, [id], "incident_id", op);
        var incident = write.Incidents[0];
        IncidentTexts.SetTitle(write, incident, title);
        IncidentTexts.SetDescription(write, incident, description);
        IncidentTexts.SetImpact(write, incident, impact);
        IncidentTexts.SetRootCause(write, incident, rootCause);
        IncidentTexts.SetResolution(write, incident, resolution);
        if (severity is { } to)
        {
            if (to != incident.Severity)
                write.Record(incident, TimelineTypes.IncidentSeverity, new SeverityDetail(incident.Severity, to));
            (incident.Severity, incident.UpdatedAt) = (to, write.Now);
            IncidentOverrides.Add(incident, IncidentOverrides.Severity);
        }

        await write.Commit();
        return EmptyResponse.Instance;
    }

    private static string? Text(string? value, string field) =>
        value is null ? null
        : Validate.Text(value.Trim(), field, MaxText) is { Length: >= 3 } text ? text
        : throw Errors.Invalid(Messages.LengthBetween, field, 3, MaxText);
}

public sealed record ResetIncidentRequest
{
    [Required]
    public string? IncidentId { get; set; }
    public string? Title { get; set; }
    public string? Description { get; set; }
    public string? Impact { get; set; }
    public string? RootCause { get; set; }
    public string? Resolution { get; set; }

    /// <summary>Critical, Warning or Info.</summary>
    public EventStatus? IncidentSeverity { get; set; }
}
