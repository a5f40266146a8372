using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Incidents;

/// <summary>
/// Keeps incidents quiet for some minutes; then they are triggered again: <c>POST /incident/snooze</c>
/// </summary>
internal static class SnoozeIncident
{
    public static readonly Operation<SnoozeIncidentRequest, EmptyResponse> Info = new(
        "/incident/snooze",
        "Snooze incidents",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteSnooze),
    };

    private static async Task<EmptyResponse> Handle(SnoozeIncidentRequest request, OperationContext op)
    {
        var ids = request.CheckIds();
        var minutes = Validate.Range(Validate.Required(request.Minutes, "minutes"), "minutes", 1, 1440);

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        var until = write.Now + (minutes * 60);
        foreach (var incident in write.Incidents)
        {
            write.Apply(
                incident,
                state => state.Snooze(minutes, write.Now, IncidentIdsRequest.Field),
                new SnoozeDetail(minutes)
            );
            await write.SetTimer(incident, TimerKind.Wake, until);
        }

        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record SnoozeIncidentRequest : IncidentIdsRequest
{
    /// <summary>1 to 1,440.</summary>
    [Required]
    public long? Minutes { get; set; }
}
