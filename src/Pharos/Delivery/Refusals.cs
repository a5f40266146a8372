using Microsoft.EntityFrameworkCore;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Delivery;

/// <summary>Counts permanent refusals; after <see cref="Recording.MostFailures"/> in a row the receiver is quarantined and nothing more is tried.</summary>
internal static class Refusals
{
    public static async Task OfAddress(StatusDb db, long subscriberId, string reason, long now, CancellationToken cancel)
    {
        await db.Subscribers.Where(s => s.SubscriberId == subscriberId).ExecuteUpdateAsync(s => s.SetProperty(r => r.Failures, r => r.Failures + 1), cancel);
        var quarantined = await db.Subscribers.Where(s => s.SubscriberId == subscriberId && s.QuarantinedAt == null && s.Failures >= Recording.MostFailures)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.QuarantinedAt, now).SetProperty(r => r.QuarantineReason, reason), cancel);
        if (quarantined > 0)
            await Stop(db.Deliveries.Where(d => d.SubscriberId == subscriberId), cancel);
    }

    public static async Task OfHook(StatusDb db, string hookId, string reason, long now, CancellationToken cancel)
    {
        await db.ImHooks.Where(h => h.HookId == hookId).ExecuteUpdateAsync(h => h.SetProperty(r => r.Failures, r => r.Failures + 1), cancel);
        var quarantined = await db.ImHooks.Where(h => h.HookId == hookId && h.QuarantinedAt == null && h.Failures >= Recording.MostFailures)
            .ExecuteUpdateAsync(h => h.SetProperty(r => r.QuarantinedAt, now).SetProperty(r => r.QuarantineReason, reason), cancel);
        if (quarantined > 0)
            await Stop(db.Deliveries.Where(d => d.HookId == hookId), cancel);
    }

    private static Task Stop(IQueryable<DeliveryRow> deliveries, CancellationToken cancel) =>
        deliveries.Where(d => d.State == DeliveryState.Waiting && d.ClaimedBy == null).ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Quarantined), cancel);
}
