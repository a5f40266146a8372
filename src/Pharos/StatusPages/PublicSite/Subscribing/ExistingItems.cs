using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>Scopes, between what was chosen on a page and what is kept.</summary>
internal static class ExistingItems
{
    /// <summary>
    /// Of a scope, what is still on the page, shown or hidden. With the page locked nothing of it goes before the
    /// transaction ends.
    /// </summary>
    public static async Task<SubscriberScope> For(
        PharosDb db,
        long pageId,
        SubscriberScope scope,
        CancellationToken cancel
    )
    {
        if (scope.All)
            return scope;
        var (componentIds, sectionIds, changeIds) = (scope.ComponentIds, scope.SectionIds, scope.ChangeIds);
        return SubscriberScope.From(
            await db
                .Components.Where(c =>
                    c.PageId == pageId && c.DeletedAt == null && EF.Parameter(componentIds).Contains(c.ComponentId)
                )
                .Select(c => c.ComponentId)
                .ToListAsync(cancel),
            await db
                .Sections.Where(s => s.PageId == pageId && EF.Parameter(sectionIds).Contains(s.SectionId))
                .Select(s => s.SectionId)
                .ToListAsync(cancel),
            await db
                .Changes.Where(c => c.PageId == pageId && EF.Parameter(changeIds).Contains(c.ChangeId))
                .Select(c => c.ChangeId)
                .ToListAsync(cancel)
        );
    }

    /// <summary>What a subscriber follows.</summary>
    public static SubscriberScope Scope(this SubscriberRow subscriber) =>
        subscriber.All
            ? SubscriberScope.Everything
            : SubscriberScope.From(
                subscriber.Components.Select(c => c.ComponentId),
                subscriber.Sections.Select(s => s.SectionId),
                subscriber.Changes.Select(c => c.ChangeId)
            );

    /// <summary>What is waiting to be confirmed.</summary>
    public static SubscriberScope Scope(this PendingSubscriptionRow pending) =>
        pending.All
            ? SubscriberScope.Everything
            : SubscriberScope.From(pending.ComponentIds, pending.SectionIds, pending.ChangeIds);
}
