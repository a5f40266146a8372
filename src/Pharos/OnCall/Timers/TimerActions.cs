using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake.Heartbeats;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Rules;
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
        if (IncidentStates.Apply(incident, timer.DueAt, state => state.EndSnooze(timer.DueAt)).IsChange)
            Record(db, timer, TimelineTypes.IncidentWake, new WakeDetail(until));
    }

    private async Task Resolve(PharosDb db, TimerRow timer, CancellationToken cancel)
    {
        if (
            await Incident(db, timer, cancel) is not { } incident
            || await db.Spaces.FindAsync([incident.SpaceId], cancel) is not { AutoResolveSeconds: > 0 } space
        )
            return;
        var closed = IncidentStates.Apply(incident, timer.DueAt, state =>
            state.TimeOut(space.AutoResolveMode, space.AutoResolveSeconds, timer.DueAt)
        );
        if (!closed.IsChange)
        {
            // New events, or a longer time-out, have moved the time.
            await AutoResolve.Schedule(db, incident, space, cancel);
            return;
        }

        Record(db, timer, TimelineTypes.IncidentResolve, new ResolveDetail(ResolvedFrom.Autorslv));
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
