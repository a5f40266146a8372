using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Intake.Heartbeats;

/// <summary>
/// Takes the calls of heartbeats. Each call resets the timer that raises the alert; a call after a missing one
/// resolves it.
/// </summary>
internal sealed class HeartbeatPings(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    PushSignal signal,
    TimeProvider clock
)
{
    /// <param name="key">The integration whose key was sent.</param>
    /// <param name="name">
    /// The name of the heartbeat; null for the integration itself. A key of another type may name any heartbeat of its
    /// account.
    /// </param>
    /// <exception cref="ApiException">There is no such heartbeat.</exception>
    public async Task Take(Integration key, string? name, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await write.LockOnCall(key.AccountId, cancel);
        var heartbeats = db.Integrations.Where(i =>
            i.AccountId == key.AccountId && i.Type == IntegrationType.Heartbeat && !i.IsDisabled
        );
        var heartbeat = await (
            key.Type == IntegrationType.Heartbeat
                ? heartbeats.Where(i => i.IntegrationId == key.IntegrationId)
                : heartbeats.Where(i => i.Name == name).OrderBy(i => i.IntegrationId)
        ).FirstOrDefaultAsync(cancel);
        if (heartbeat is null)
            throw Errors.NotFound("name");
        var now = clock.Seconds();
        var refId = heartbeat.IntegrationId.ToString(CultureInfo.InvariantCulture);
        var isBack =
            heartbeat.LastEventAt is not null
            && !await db.Timers.AnyAsync(t => t.Kind == TimerKind.HeartbeatMissing && t.RefId == refId, cancel);
        if (isBack)
            db.Pushes.Add(MissingHeartbeat.Event(heartbeat, EventStatus.Ok, now, clock));
        heartbeat.LastEventAt = now;
        await TimerRows.Set(
            db,
            TimerKind.HeartbeatMissing,
            refId,
            heartbeat.AccountId,
            now + IntegrationSettings.Parse(heartbeat.Settings).IntervalSeconds!.Value,
            cancel
        );
        await write.Commit(cancel);
        if (isBack)
            signal.Set();
    }
}
