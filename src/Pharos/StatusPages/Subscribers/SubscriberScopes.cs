using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// Takes things that are being deleted out of the scopes of their followers. Who follows nothing else is a subscriber
/// no more. To be called before the things go, in the same transaction; the things are known to be of the page.
/// </summary>
internal static class SubscriberScopes
{
    public static async Task RemoveComponents(PharosDb db, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        await db
            .Subscribers.Where(s =>
                db.SubscriberComponents.Where(c => ids.Contains(c.ComponentId))
                    .Select(c => c.SubscriberId)
                    .Contains(s.SubscriberId)
            )
            .Where(s => s.Components.All(c => ids.Contains(c.ComponentId)) && !s.Sections.Any() && !s.Changes.Any())
            .ExecuteDeleteAsync(cancel);
        await db.SubscriberComponents.Where(c => ids.Contains(c.ComponentId)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The components that a section has now stay followed.</summary>
    public static async Task RemoveSections(PharosDb db, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        await using var keep = db.BulkCommand(
            ["section_id text"],
            ids.Select(id => new object?[] { id }),
            """
            INSERT INTO subscriber_components (subscriber_id, component_id)
            SELECT f.subscriber_id, c.component_id FROM given JOIN subscriber_sections f ON f.section_id = given.section_id JOIN components c ON c.section_id = given.section_id
            WHERE c.deleted_at IS NULL
            ON CONFLICT DO NOTHING
            """
        );
        await keep.ExecuteNonQueryAsync(cancel);
        await db
            .Subscribers.Where(s =>
                db.SubscriberSections.Where(f => ids.Contains(f.SectionId))
                    .Select(f => f.SubscriberId)
                    .Contains(s.SubscriberId)
            )
            .Where(s => s.Sections.All(f => ids.Contains(f.SectionId)) && !s.Components.Any() && !s.Changes.Any())
            .ExecuteDeleteAsync(cancel);
        await db.SubscriberSections.Where(f => ids.Contains(f.SectionId)).ExecuteDeleteAsync(cancel);
    }

    public static Task RemoveChange(PharosDb db, long pageId, long changeId, CancellationToken cancel) =>
        db
            .Subscribers.Where(s =>
                s.PageId == pageId
                && db.SubscriberChanges.Where(c => c.ChangeId == changeId)
                    .Select(c => c.SubscriberId)
                    .Contains(s.SubscriberId)
            )
            .Where(s => s.Changes.All(c => c.ChangeId == changeId) && !s.Components.Any() && !s.Sections.Any())
            .ExecuteDeleteAsync(cancel);
}
