using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// How many an announcement would be told to, before it goes out: by the same scopes that <see cref="ChangeAudience"/>
/// goes by.
/// </summary>
internal static class AudienceSize
{
    /// <summary>Counted no further.</summary>
    public const int Max = 100_000;

    /// <param name="componentIds">What the event touches, all of its timeline.</param>
    /// <param name="changeId">The event, where it is there already: some may follow it alone.</param>
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
