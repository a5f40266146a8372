using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>
/// Turns a notification into deliveries for the subscribers whose scope meets it, some thousands in a transaction, in the order of
/// their IDs. How far it came is in its row, so that a server that dies half-way goes on where it was.
/// </summary>
internal sealed class Spreading(IDbContextFactory<PharosDb> databases, WriteTransactions writes, TimeProvider clock)
{
    /// <summary>Subscribers looked at in one transaction: few enough that nobody else waits long.</summary>
    private const int Chunk = 2000;

    /// <summary>In the first one fewer: mails go out the sooner.</summary>
    private const int FirstChunk = 200;

    private const string InScope = """
        (s."all" OR EXISTS (SELECT 1 FROM subscriber_components sc WHERE sc.subscriber_id = s.subscriber_id
              AND sc.component_id IN (SELECT component_id FROM component_changes WHERE change_id = {0}))
          OR EXISTS (SELECT 1 FROM subscriber_sections ss JOIN components c ON c.section_id = ss.section_id WHERE ss.subscriber_id = s.subscriber_id
              AND c.component_id IN (SELECT component_id FROM component_changes WHERE change_id = {0}))
          OR EXISTS (SELECT 1 FROM subscriber_changes sg WHERE sg.subscriber_id = s.subscriber_id AND sg.change_id = {0}))
        """;

    /// <summary>A receiver that still waits for something older gets both together; one that was told all, or given up, begins anew.</summary>
    private const string OrTogetherWithWhatWaits = """
        ON CONFLICT (change_id, subscriber_id, hook_id) DO UPDATE SET
          tell_through = excluded.tell_through,
          told_through = CASE WHEN deliveries.state = 'waiting' THEN deliveries.told_through ELSE excluded.told_through END,
          attempts = CASE WHEN deliveries.state = 'waiting' THEN deliveries.attempts ELSE 0 END,
          next_attempt_at = CASE WHEN deliveries.state = 'waiting' THEN deliveries.next_attempt_at ELSE excluded.next_attempt_at END,
          waiting_since = CASE WHEN deliveries.state = 'waiting' THEN deliveries.waiting_since ELSE excluded.waiting_since END,
          state = excluded.state
        """;

    private const string Mail = $$"""
        INSERT INTO deliveries (change_id, subscriber_id, hook_id, page_id, destination, told_through, tell_through, state, attempts, next_attempt_at, waiting_since)
        SELECT {0}, s.subscriber_id, '', {1}, s.domain, {2} - 1, {2}, CASE WHEN s.quarantined_at IS NULL THEN 'waiting' ELSE 'quarantined' END, 0, {5}, {5}
        FROM subscribers s
        WHERE s.page_id = {1} AND s.method = 'email' AND s.subscriber_id > {3} AND s.subscriber_id <= {4} AND {{InScope}}
        {{OrTogetherWithWhatWaits}}
        """;

    private const string Messages = $$"""
        INSERT INTO deliveries (change_id, subscriber_id, hook_id, page_id, destination, told_through, tell_through, state, attempts, next_attempt_at, waiting_since)
        SELECT {0}, s.subscriber_id, h.hook_id, {1}, h.hook_id, {2} - 1, {2}, CASE WHEN h.quarantined_at IS NULL THEN 'waiting' ELSE 'quarantined' END, 0, {5}, {5}
        FROM subscribers s JOIN members m ON m.member_id = s.member_id AND m.status = 'enabled' JOIN im_hooks h ON h.member_id = s.member_id
        WHERE s.page_id = {1} AND s.method = 'im' AND s.subscriber_id > {3} AND s.subscriber_id <= {4} AND {{InScope}}
          AND (NOT EXISTS (SELECT 1 FROM subscriber_hooks sh WHERE sh.subscriber_id = s.subscriber_id)
            OR EXISTS (SELECT 1 FROM subscriber_hooks sh WHERE sh.subscriber_id = s.subscriber_id AND sh.hook_id = h.hook_id))
        {{OrTogetherWithWhatWaits}}
        """;

    /// <summary>Takes each notification that is not yet spread one chunk further; a later one of the same event waits for the earlier.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> Advance(CancellationToken cancel)
    {
        List<Key> pending;
        await using (var db = await databases.CreateDbContextAsync(cancel))
        {
            pending = await db.Notifications.Where(n => n.SpreadAt == null).OrderBy(n => n.CreatedAt).ThenBy(n => n.Seq)
                .Select(n => new Key(n.ChangeId, n.Seq)).Take(1000).ToListAsync(cancel);
        }

        foreach (var first in pending.GroupBy(k => k.ChangeId).Select(g => g.MinBy(k => k.Seq)!))
            await Advance(first, cancel);
        return pending.Count > 0;
    }

    private async Task Advance(Key key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        // Another node may have been here meanwhile.
        var notification = await db.Notifications.SingleOrDefaultAsync(n => n.ChangeId == key.ChangeId && n.Seq == key.Seq && n.SpreadAt == null, cancel);
        if (notification is null)
            return;
        var last = await db.Subscribers.Where(s => s.PageId == notification.PageId && s.SubscriberId > notification.Cursor)
            .OrderBy(s => s.SubscriberId).Select(s => (long?)s.SubscriberId).Skip((notification.Cursor == 0 ? FirstChunk : Chunk) - 1).FirstOrDefaultAsync(cancel);
        var upTo = last ?? Ids.Max;
        var now = clock.Seconds();
        object[] values = [notification.ChangeId, notification.PageId, notification.Seq, notification.Cursor, upTo, now];
        await db.Database.ExecuteSqlRawAsync(Mail, values, cancel);
        await db.Database.ExecuteSqlRawAsync(Messages, values, cancel);
        notification.Cursor = upTo;
        if (last is null)
            notification.SpreadAt = now;
        await write.Commit(cancel);
    }

    private sealed record Key(long ChangeId, int Seq);
}
