using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.SourceChanges;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Demo;

/// <summary>
/// Gives the sample account its on-call half: three spaces, their integrations and a week of alerts and incidents.
/// </summary>
internal static class FillOnCall
{
    /// <summary>The payloads that the screen of an integration shows.</summary>
    private const int Payloads = 3;

    private const long HeartbeatSeconds = 26 * 3600;

    /// <param name="owner">The account's owner.</param>
    public static async Task<SampleOnCall> Handle(Caller owner, Store store, CancellationToken cancel)
    {
        var now = store.Clock.Seconds();
        // Everything was set up before the week began.
        var clock = new DemoClock(now - (30 * 24 * 3600));
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var op = new OperationContext(db, owner, store.Writes, clock, cancel);
        var settings = await SetUp(db, op, store, now, cancel);
        var steps = DemoWeek.Until(now, settings);
        await using (var write = await store.Writes.Begin(db, cancel))
        {
            // The audit log is about what members really did.
            write.OnCommitting(_ => Task.CompletedTask);
            await write.LockOnCall(owner.AccountId, cancel);
            var player = new DemoPlayer(settings, clock, op.Within(write));
            foreach (var step in steps)
                await player.Play(step);
            await player.DoTimers(now);
            await HeartbeatCame(db, settings, now, cancel);
            await write.Commit(cancel);
        }

        await Changes(settings, steps.OfType<ChangeStep>(), store, clock, owner, cancel);
        await LatestPayloads(settings, steps, store, clock, cancel);
        return new SampleOnCall(settings.Integrations[DemoSource.Probes].IntegrationKey);
    }

    private static async Task<DemoSettings> SetUp(
        PharosDb db,
        OperationContext op,
        Store store,
        long now,
        CancellationToken cancel
    )
    {
        await using var write = await store.Writes.Begin(db, cancel);
        await write.LockAccount(op.Caller.AccountId, cancel);
        var within = op.Within(write);
        var people = await DemoMembers.Add(db, op.Caller, within);
        var settings = await DemoSettings.Create(people, within, now);
        await write.Commit(cancel);
        db.ChangeTracker.Clear();
        return settings;
    }

    /// <summary>The last backup was an hour ago, so the next one is not missed while the demo runs.</summary>
    private static async Task HeartbeatCame(PharosDb db, DemoSettings settings, long now, CancellationToken cancel)
    {
        var id = settings.Integrations[DemoSource.Heartbeat].IntegrationId;
        var row = await db.Integrations.SingleAsync(i => i.IntegrationId == id, cancel);
        row.LastEventAt = now - 3600;
        await TimerRows.Set(
            db,
            TimerKind.HeartbeatMissing,
            id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            row.AccountId,
            row.LastEventAt.Value + HeartbeatSeconds,
            cancel
        );
    }

    private static async Task Changes(
        DemoSettings settings,
        IEnumerable<ChangeStep> steps,
        Store store,
        DemoClock clock,
        Caller owner,
        CancellationToken cancel
    )
    {
        var intake = new SourceChangeIntake(store.Databases, store.Writes, clock);
        var integration = new Integration(
            settings.Integrations[DemoSource.Deployments].IntegrationId,
            owner.AccountId,
            IntegrationType.Change,
            "",
            "",
            null,
            new IntegrationSettings()
        );
        foreach (var step in steps)
        {
            clock.Now = step.At;
            await intake.Take(integration, DemoPayloads.For(step).Change, cancel);
        }
    }

    private static async Task LatestPayloads(
        DemoSettings settings,
        IReadOnlyList<DemoStep> steps,
        Store store,
        DemoClock clock,
        CancellationToken cancel
    )
    {
        using var recent = new RecentPayloads(
            store.Databases,
            store.Writes,
            clock,
            NullLogger<RecentPayloads>.Instance
        );
        var all = steps.SelectMany(step =>
            step switch
            {
                ChangeStep change => [(change.At, DemoSource.Deployments, DemoPayloads.For(change).Payload, Events: 1)],
                PushStep { Alerts: [{ Source: not DemoSource.Heartbeat and var source }, ..] } push => DemoPayloads
                    .For(push)
                    .Select(p => (push.At, source, p.Payload, Events: p.Push.Events.Count)),
                _ => [],
            }
        );
        foreach (var source in all.GroupBy(p => p.Item2))
        {
            foreach (var (at, _, payload, events) in source.TakeLast(Payloads))
            {
                clock.Now = at;
                recent.Note(settings.Integrations[source.Key].IntegrationId, payload, events, null);
                await recent.Write(cancel);
            }
        }
    }
}

/// <summary>What the demo prints of the on-call half.</summary>
/// <param name="Key">The key of the integration for standard events.</param>
internal sealed record SampleOnCall(string Key)
{
    public override string ToString() => "on-call";
}
