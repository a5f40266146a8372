using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>
/// Expands notifications into deliveries, one chunk of recipients per transaction and in the order of their IDs. The
/// progress is stored with the notification, so a restarted server continues where it stopped.
/// </summary>
internal sealed class FanOut(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    NotificationKinds kinds,
    TimeProvider clock
)
{
    /// <summary>Recipients per transaction: few enough that other writers do not wait long.</summary>
    private const int Chunk = 2000;

    /// <summary>The first chunk is smaller, so that the first emails are sent sooner.</summary>
    private const int FirstChunk = 200;

    /// <summary>
    /// Ends every INSERT of an <see cref="AudienceKind.Expand"/>. A recipient still waiting for an older notification
    /// of the same subject gets both in one message; a delivery that was sent or given up starts again.
    /// </summary>
    public const string OrFold = """
        ON CONFLICT (subject_id, recipient_id, hook_id) DO UPDATE SET
          send_through = excluded.send_through,
          sent_through = CASE deliveries.state
            WHEN 'waiting' THEN deliveries.sent_through
            ELSE excluded.sent_through END,
          attempts = CASE deliveries.state WHEN 'waiting' THEN deliveries.attempts ELSE 0 END,
          next_attempt_at = CASE deliveries.state
            WHEN 'waiting' THEN deliveries.next_attempt_at
            ELSE excluded.next_attempt_at END,
          waiting_since = CASE deliveries.state
            WHEN 'waiting' THEN deliveries.waiting_since
            ELSE excluded.waiting_since END,
          state = excluded.state
        """;

    /// <summary>
    /// Expands each pending notification by one chunk. Notifications of one subject are expanded one after another.
    /// </summary>
    /// <returns>Whether any notification was pending.</returns>
    public async Task<bool> Advance(CancellationToken cancel)
    {
        List<Key> pending;
        await using (var db = await databases.CreateDbContextAsync(cancel))
        {
            pending = await db
                .Notifications.Where(n => n.ExpandedAt == null)
                .OrderBy(n => n.CreatedAt)
                .ThenBy(n => n.Seq)
                .Select(n => new Key(n.SubjectId, n.Seq))
                .Take(1000)
                .ToListAsync(cancel);
        }

        foreach (var first in pending.GroupBy(k => k.SubjectId).Select(g => g.MinBy(k => k.Seq)!))
            await Advance(first, cancel);
        return pending.Count > 0;
    }

    private async Task Advance(Key key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        // Another node may have expanded it since the query above.
        var notification = await db.Notifications.SingleOrDefaultAsync(
            n => n.SubjectId == key.SubjectId && n.Seq == key.Seq && n.ExpandedAt == null,
            cancel
        );
        if (notification is null)
            return;
        var now = clock.Seconds();
        var max = notification.Cursor == 0 ? FirstChunk : Chunk;
        var last = await kinds.Audience(notification.Kind).Expand(db, notification, max, now, cancel);
        notification.Cursor = last ?? Ids.Max;
        if (last is null)
            notification.ExpandedAt = now;
        await write.Commit(cancel);
    }

    private sealed record Key(long SubjectId, int Seq);
}
