using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Incidents;

/// <summary>Ends snoozes early: <c>POST /incident/wake</c></summary>
internal static class WakeIncident
{
    public static readonly Operation<WakeIncidentRequest, EmptyResponse> Info = new(
        "/incident/wake",
        "End snoozes",
        Handle
    )
    {
        Permission = Permissions.IncidentsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IncidentWriteWake),
    };

    private static async Task<EmptyResponse> Handle(WakeIncidentRequest request, OperationContext op)
    {
        var ids = request.CheckIds();

        await using var write = await IncidentsWrite.Begin(Info, request, ids, IncidentIdsRequest.Field, op);
        foreach (var incident in write.Incidents)
            write.Apply(incident, state => state.Wake(IncidentIdsRequest.Field), new WakeDetail(incident.SnoozedUntil));

        await write.CancelTimers(TimerKind.Wake, write.Incidents);
        await write.Commit();
        return EmptyResponse.Instance;
    }
}

public sealed record WakeIncidentRequest : IncidentIdsRequest;
