using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake.Heartbeats;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Timers;

/// <summary>What each kind of timer does, within the transaction that deletes the timer.</summary>
internal sealed class TimerActions(PushSignal pushed, TimeProvider clock)
{
    public Task Do(PharosDb db, TimerRow timer, CancellationToken cancel) =>
        timer.Kind switch
        {
            TimerKind.Wake => Wake(db, timer, cancel),
            TimerKind.AutoResolve => Resolve(db, timer, cancel),
            TimerKind.HeartbeatMissing => MissingHeartbeat.Raise(db, clock, timer, cancel),
            TimerKind.RemoveSilence => db
                .SpaceRules.Where(r => r.RuleId == timer.RefId && r.AccountId == timer.AccountId)
                .ExecuteDeleteAsync(cancel),
            _ => throw new InvalidOperationException($"unknown timer {timer.Kind}"),
        };

    /// <summary>Call after the commit.</summary>
    public void Committed() => pushed.Set();

    private async Task Wake(PharosDb db, TimerRow timer, CancellationToken cancel)
    {
        if (await Incident(db, timer, cancel) is not { } incident)
            return;
        var until = incident.SnoozedUntil;
        if (IncidentActions.EndSnooze(incident, timer.DueAt))
            Record(db, timer, TimelineTypes.IncidentWake, new WakeDetail(until));
    }

    private async Task Resolve(PharosDb db, TimerRow timer, CancellationToken cancel)
    {
        if (
            await Incident(db, timer, cancel) is not { } incident
            || await db.Spaces.FindAsync([incident.SpaceId], cancel) is not { AutoResolveSeconds: > 0 } space
        )
            return;
        // Alerts that joined since have moved the time.
        var dueAt = AutoResolve.DueAt(incident, space);
        if (dueAt > timer.DueAt)
        {
            await AutoResolve.Schedule(db, incident, space, cancel);
            return;
        }

        if (!IncidentActions.Close(incident, 0, timer.DueAt))
            return;
        Record(db, timer, TimelineTypes.IncidentResolve, new ResolveDetail("autorslv"));
        await IncidentClosing.CloseAlerts(db, clock, [incident], 0, cancel);
    }

    private void Record(PharosDb db, TimerRow timer, string type, object detail) =>
        Timelines.Add(
            db,
            clock,
            timer.AccountId,
            timer.RefId,
            type,
            detail,
            at: DateTimeOffset.FromUnixTimeSeconds(timer.DueAt)
        );

    private static Task<IncidentRow?> Incident(PharosDb db, TimerRow timer, CancellationToken cancel) =>
        db
            .Incidents.Include(i => i.Responders)
            .SingleOrDefaultAsync(i => i.IncidentId == timer.RefId && i.AccountId == timer.AccountId, cancel);
}
