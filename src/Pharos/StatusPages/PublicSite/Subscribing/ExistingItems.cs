using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>Conversions between selected and stored scopes.</summary>
internal static class ExistingItems
{
    /// <summary>
    /// The items of a scope that still exist on the page, hidden or not. If the page is locked, none of them is deleted
    /// before the transaction ends.
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

    /// <summary>The scope that a subscriber follows.</summary>
    public static SubscriberScope Scope(this SubscriberRow subscriber) =>
        subscriber.All
            ? SubscriberScope.Everything
            : SubscriberScope.From(
                subscriber.Components.Select(c => c.ComponentId),
                subscriber.Sections.Select(s => s.SectionId),
                subscriber.Changes.Select(c => c.ChangeId)
            );

    /// <summary>The scope that is waiting for confirmation.</summary>
    public static SubscriberScope Scope(this PendingSubscriptionRow pending) =>
        pending.All
            ? SubscriberScope.Everything
            : SubscriberScope.From(pending.ComponentIds, pending.SectionIds, pending.ChangeIds);
}
