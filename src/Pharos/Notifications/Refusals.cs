using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Subscribers;

namespace Pharos.Notifications;

/// <summary>Counts permanent refusals; after <see cref="Recording.MostFailures"/> in a row, or as many bounces, the receiver is quarantined and nothing more is tried.</summary>
internal static class Refusals
{
    /// <summary>Seconds without one after which earlier bounces count no more.</summary>
    private const long ForgetBouncesAfter = 30 * 24 * 60 * 60;

    public static async Task OfAddress(PharosDb db, long subscriberId, string reason, long now, CancellationToken cancel)
    {
        await db.Subscribers.Where(s => s.SubscriberId == subscriberId).ExecuteUpdateAsync(s => s.SetProperty(r => r.Failures, r => r.Failures + 1), cancel);
        await QuarantineIfTooMany(db, subscriberId, reason, now, cancel);
    }

    /// <summary>A mail that was taken came back. Counted apart from refusals, since mails that come back were all taken first, and once for each mail.</summary>
    /// <param name="changeId">The event that the mail told of.</param>
    /// <param name="seq">The last notification in it.</param>
    public static async Task Later(PharosDb db, long subscriberId, long changeId, int seq, string reason, long now, CancellationToken cancel)
    {
        var old = now - ForgetBouncesAfter;
        await db.CountedBounces.Where(b => b.SubscriberId == subscriberId && b.CountedAt <= old).ExecuteDeleteAsync(cancel);
        if (await db.CountedBounces.AnyAsync(b => b.SubscriberId == subscriberId && b.ChangeId == changeId && b.Seq == seq, cancel))
            return;
        db.CountedBounces.Add(new CountedBounceRow { SubscriberId = subscriberId, ChangeId = changeId, Seq = seq, CountedAt = now });
        await db.SaveChangesAsync(cancel);
        await db.Subscribers.Where(s => s.SubscriberId == subscriberId).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.Bounces, r => r.BouncedAt == null || r.BouncedAt <= old ? 1 : r.Bounces + 1).SetProperty(r => r.BouncedAt, now), cancel);
        await QuarantineIfTooMany(db, subscriberId, reason, now, cancel);
    }

    public static async Task OfHook(PharosDb db, string hookId, string reason, long now, CancellationToken cancel)
    {
        await db.ImHooks.Where(h => h.HookId == hookId).ExecuteUpdateAsync(h => h.SetProperty(r => r.Failures, r => r.Failures + 1), cancel);
        var quarantined = await db.ImHooks.Where(h => h.HookId == hookId && h.QuarantinedAt == null && h.Failures >= Recording.MostFailures)
            .ExecuteUpdateAsync(h => h.SetProperty(r => r.QuarantinedAt, now).SetProperty(r => r.QuarantineReason, reason), cancel);
        if (quarantined > 0)
            await Stop(db.Deliveries.Where(d => d.HookId == hookId), cancel);
    }

    private static async Task QuarantineIfTooMany(PharosDb db, long subscriberId, string reason, long now, CancellationToken cancel)
    {
        var quarantined = await db.Subscribers
            .Where(s => s.SubscriberId == subscriberId && s.QuarantinedAt == null && (s.Failures >= Recording.MostFailures || s.Bounces >= Recording.MostFailures))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.QuarantinedAt, now).SetProperty(r => r.QuarantineReason, reason), cancel);
        if (quarantined > 0)
            await Stop(db.Deliveries.Where(d => d.SubscriberId == subscriberId), cancel);
    }

    private static Task Stop(IQueryable<DeliveryRow> deliveries, CancellationToken cancel) =>
        deliveries.Where(d => d.State == DeliveryState.Waiting && d.ClaimedBy == null).ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Quarantined), cancel);
}
