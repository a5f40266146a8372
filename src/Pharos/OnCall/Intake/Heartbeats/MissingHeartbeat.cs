using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Intake.Heartbeats;

/// <summary>Raises an alert when the call of a heartbeat is missing. The next call resolves it.</summary>
internal static class MissingHeartbeat
{
    /// <summary>Stores the event like a pushed one, within the transaction of the timer.</summary>
    public static async Task Raise(PharosDb db, TimeProvider clock, TimerRow timer, CancellationToken cancel)
    {
        var id = long.Parse(timer.RefId, CultureInfo.InvariantCulture);
        var integration = await db
            .Integrations.AsNoTracking()
            .SingleOrDefaultAsync(i => i.IntegrationId == id && i.AccountId == timer.AccountId, cancel);
        if (integration is null or { IsDisabled: true })
            return;
        var severity = IntegrationSettings.Parse(integration.Settings).Severity ?? EventStatus.Critical;
        db.Pushes.Add(Event(integration, severity, timer.DueAt, clock));
    }

    /// <summary>The push that reports a heartbeat as missing, or as back.</summary>
    /// <param name="time">Unix seconds.</param>
    public static PushRow Event(IntegrationRow integration, EventStatus status, long time, TimeProvider clock) =>
        new()
        {
            PushId = new PushIds(clock).Next(),
            AccountId = integration.AccountId,
            IntegrationId = integration.IntegrationId,
            ReceivedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Body = Content(integration, status, time).ToJson(),
        };

    /// <param name="time">Unix seconds.</param>
    public static PushContent Content(IntegrationRow integration, EventStatus status, long time) =>
        new(
            [
                new IncomingEvent
                {
                    AlertKey = "heartbeat",
                    TitleRule = $"Heartbeat missing: {integration.Name}",
                    IsPlainTitle = true,
                    Status = status,
                    Labels = new Dictionary<string, string> { ["heartbeat"] = integration.Name },
                    Time = time,
                },
            ],
            []
        );
}
