using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;

namespace Pharos.StatusPages.Notices;

/// <summary>Expands a change notice to the page's subscribers whose scope includes the change.</summary>
internal static class ChangeAudience
{
    private const string InScope = """
        (s."all"
          OR EXISTS (SELECT 1 FROM subscriber_components sc
            WHERE sc.subscriber_id = s.subscriber_id
              AND sc.component_id IN (SELECT component_id FROM component_changes WHERE change_id = {0}))
          OR EXISTS (SELECT 1 FROM subscriber_sections ss JOIN components c ON c.section_id = ss.section_id
            WHERE ss.subscriber_id = s.subscriber_id
              AND c.component_id IN (SELECT component_id FROM component_changes WHERE change_id = {0}))
          OR EXISTS (SELECT 1 FROM subscriber_changes sg
            WHERE sg.subscriber_id = s.subscriber_id AND sg.change_id = {0}))
        """;

    private const string Columns =
        "kind, subject_id, recipient_id, hook_id, queue_id, destination, sent_through, send_through, "
        + "state, attempts, next_attempt_at, waiting_since";

    private const string Emails = $$"""
        INSERT INTO deliveries ({{Columns}})
        SELECT '{{ChangeNotices.Kind}}', {0}, s.subscriber_id, '', {1}, s.domain, {2} - 1, {2},
          CASE WHEN s.quarantined_at IS NULL THEN 'waiting' ELSE 'quarantined' END, 0, {5}, {5}
        FROM subscribers s
        WHERE s.page_id = {1} AND s.method = 'email' AND s.subscriber_id > {3} AND s.subscriber_id <= {4}
          AND {{InScope}}
        {{FanOut.OrFold}}
        """;

    private const string WebhookPosts = $$"""
        INSERT INTO deliveries ({{Columns}})
        SELECT '{{ChangeNotices.Kind}}', {0}, s.subscriber_id, h.hook_id, {1}, h.hook_id, {2} - 1, {2},
          CASE WHEN h.quarantined_at IS NULL THEN 'waiting' ELSE 'quarantined' END, 0, {5}, {5}
        FROM subscribers s
          JOIN members m ON m.member_id = s.member_id AND m.status = 'enabled'
          JOIN im_hooks h ON h.member_id = s.member_id
        WHERE s.page_id = {1} AND s.method = 'im' AND s.subscriber_id > {3} AND s.subscriber_id <= {4}
          AND {{InScope}}
          AND (NOT EXISTS (SELECT 1 FROM subscriber_hooks sh WHERE sh.subscriber_id = s.subscriber_id)
            OR EXISTS (SELECT 1 FROM subscriber_hooks sh
              WHERE sh.subscriber_id = s.subscriber_id AND sh.hook_id = h.hook_id))
        {{FanOut.OrFold}}
        """;

    /// <inheritdoc cref="AudienceKind.Expand"/>
    public static async Task<long?> Expand(
        PharosDb db,
        NotificationRow notification,
        int max,
        long now,
        CancellationToken cancel
    )
    {
        var last = await db
            .Subscribers.Where(s => s.PageId == notification.QueueId && s.SubscriberId > notification.Cursor)
            .OrderBy(s => s.SubscriberId)
            .Select(s => (long?)s.SubscriberId)
            .Skip(max - 1)
            .FirstOrDefaultAsync(cancel);
        object[] values =
        [
            notification.SubjectId,
            notification.QueueId,
            notification.Seq,
            notification.Cursor,
            last ?? Ids.Max,
            now,
        ];
        await db.Database.ExecuteSqlRawAsync(Emails, values, cancel);
        await db.Database.ExecuteSqlRawAsync(WebhookPosts, values, cancel);
        return last;
    }
}
