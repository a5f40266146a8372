using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Platform.Webhooks;

namespace Pharos.Notifications;

/// <summary>Stops posting to webhooks that refused everything <see cref="MostFailures"/> times in a row, whatever kind of notification it was.</summary>
internal static class WebhookQuarantine
{
    /// <summary>Permanent refusals in a row before a recipient is quarantined.</summary>
    public const int MostFailures = 3;

    public static Task Accepted(PharosDb db, IReadOnlyCollection<string> hookIds, CancellationToken cancel) =>
        db.ImHooks.Where(h => EF.Parameter(hookIds).Contains(h.HookId) && h.Failures > 0)
            .ExecuteUpdateAsync(h => h.SetProperty(r => r.Failures, 0), cancel);

    public static async Task Refused(PharosDb db, string hookId, string reason, long now, CancellationToken cancel)
    {
        await db.ImHooks.Where(h => h.HookId == hookId).ExecuteUpdateAsync(h => h.SetProperty(r => r.Failures, r => r.Failures + 1), cancel);
        var quarantined = await db.ImHooks.Where(h => h.HookId == hookId && h.QuarantinedAt == null && h.Failures >= MostFailures)
            .ExecuteUpdateAsync(h => h.SetProperty(r => r.QuarantinedAt, now).SetProperty(r => r.QuarantineReason, reason), cancel);
        if (quarantined > 0)
            await Stop(db.Deliveries.Where(d => d.HookId == hookId), cancel);
    }

    /// <summary>Posts to webhooks again. Missed notifications stay missed.</summary>
    public static Task Release(IQueryable<WebhookRow> hooks, CancellationToken cancel) => hooks.ExecuteUpdateAsync(
        h => h.SetProperty(r => r.Failures, 0).SetProperty(r => r.QuarantinedAt, (long?)null)
            .SetProperty(r => r.QuarantineReason, (string?)null),
        cancel);

    /// <summary>Sets waiting deliveries of a quarantined recipient aside.</summary>
    public static Task Stop(IQueryable<DeliveryRow> deliveries, CancellationToken cancel) =>
        deliveries.Where(d => d.State == DeliveryState.Waiting && d.ClaimedBy == null)
            .ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Quarantined), cancel);
}
