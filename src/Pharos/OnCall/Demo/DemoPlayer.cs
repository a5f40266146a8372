using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Heartbeats;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Intake.Processing;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Demo;

/// <summary>
/// Plays the steps of the made-up week at their times: pushes through the intake, people's actions through the
/// operations, and timers when they are due.
/// </summary>
/// <param name="op">On behalf of the owner, by the clock, within a transaction.</param>
internal sealed class DemoPlayer(DemoSettings settings, DemoClock clock, OperationContext op)
{
    private readonly EventIntake intake = new(new SpaceRuleCache(), clock);
    private readonly TimerActions timers = new(new PushSignal(), clock);
    private readonly long accountId = op.Caller.AccountId;

    public async Task Play(DemoStep step)
    {
        await DoTimers(step.At);
        clock.Now = step.At;
        switch (step)
        {
            case PushStep { Alerts: [{ Source: DemoSource.Heartbeat }, ..] } push:
                await Heartbeat(push.IsFiring);
                break;
            case PushStep push:
                foreach (var (_, parsed) in DemoPayloads.For(push))
                    await Take(push.Alerts[0].Source, new PushContent(parsed.Events, parsed.Actions));
                break;
            case ActStep act:
                await act.Act(await Incident(act.Alert.Key), op.As(settings.People[act.Who]));
                break;
            case ManualStep manual:
                await manual.Act(op.As(settings.People[manual.Who]));
                break;
        }

        op.Db.ChangeTracker.Clear();
    }

    /// <summary>Does what has fallen due since the last step, such as the end of a snooze.</summary>
    public async Task DoTimers(long until)
    {
        var (db, _, cancel) = op;
        var due = await db
            .Timers.Where(t => t.AccountId == accountId && t.DueAt <= until)
            .OrderBy(t => t.DueAt)
            .ToListAsync(cancel);
        foreach (var timer in due)
        {
            clock.Now = timer.DueAt;
            db.Timers.Remove(timer);
            await timers.Do(db, timer, cancel);
        }

        if (due.Count > 0)
            await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>The call of the nightly backup is missing, or comes again.</summary>
    private async Task Heartbeat(bool isMissing)
    {
        var id = settings.Integrations[DemoSource.Heartbeat].IntegrationId;
        var row = await op.Db.Integrations.AsNoTracking().SingleAsync(i => i.IntegrationId == id, op.Cancel);
        var status = isMissing ? EventStatus.Critical : EventStatus.Ok;
        await Take(DemoSource.Heartbeat, MissingHeartbeat.Content(row, status, clock.Now));
    }

    private async Task Take(DemoSource source, PushContent content)
    {
        await using var write = op.Enclosing!.BeginNested();
        await write.LockOnCall(accountId, op.Cancel);
        var push = new PushRow
        {
            PushId = 0, // Not stored.
            AccountId = accountId,
            IntegrationId = settings.Integrations[source].IntegrationId,
            ReceivedAt = clock.Now * 1000,
            Body = content.ToJson(),
        };
        await intake.Take(op.Db, accountId, [push], op.Cancel);
        await write.Commit(op.Cancel);
    }

    private async Task<string> Incident(string alertKey) =>
        await op
            .Db.Alerts.Where(a => a.AccountId == accountId && a.AlertKey == alertKey && a.IncidentId != null)
            .OrderByDescending(a => a.StartTime)
            .Select(a => a.IncidentId!)
            .FirstOrDefaultAsync(op.Cancel)
        ?? throw new InvalidOperationException($"no incident of {alertKey} at {clock.GetUtcNow():O}");
}
