using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// Counts the recipients of a notification before it is published, by the same rules as <see cref="ChangeAudience"/>.
/// </summary>
internal static class AudienceSize
{
    /// <summary>Counting stops here.</summary>
    public const int Max = 100_000;

    /// <summary>Counts recipients, up to <see cref="Max"/> + 1.</summary>
    /// <param name="componentIds">All components in the change's timeline.</param>
    /// <param name="changeId">The change, if it exists: subscribers may follow a single change.</param>
    public static Task<int> Count(
        PharosDb db,
        long pageId,
        IReadOnlyCollection<string> componentIds,
        long? changeId,
        CancellationToken cancel
    )
    {
        var sections = db
            .Components.Where(c => componentIds.Contains(c.ComponentId) && c.SectionId != null)
            .Select(c => c.SectionId!);
        return db
            .Subscribers.Where(s =>
                s.PageId == pageId
                && s.QuarantinedAt == null
                && (
                    s.Method == SubscriptionMethod.Email
                    || db.Members.Any(m =>
                        m.MemberId == s.MemberId
                        && m.Status == "enabled"
                        && db.Webhooks.Any(h => h.MemberId == m.MemberId && h.QuarantinedAt == null)
                    )
                )
                && (
                    s.All
                    || db.SubscriberComponents.Any(c =>
                        c.SubscriberId == s.SubscriberId && componentIds.Contains(c.ComponentId)
                    )
                    || db.SubscriberSections.Any(c =>
                        c.SubscriberId == s.SubscriberId && sections.Contains(c.SectionId)
                    )
                    || (
                        changeId != null
                        && db.SubscriberChanges.Any(c => c.SubscriberId == s.SubscriberId && c.ChangeId == changeId)
                    )
                )
            )
            .Take(Max + 1)
            .CountAsync(cancel);
    }
}
