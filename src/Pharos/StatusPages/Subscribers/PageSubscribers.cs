using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Subscribers;

/// <summary>Who subscribed to a page. Those who did not confirm yet are not among them.</summary>
internal static class PageSubscribers
{
    /// <summary>
    /// How the subscribers of such a page are told: mail for the public, instant messages for members.
    /// </summary>
    public static SubscriptionMethod MethodOf(PageType type) =>
        type == PageType.Public ? SubscriptionMethod.Email : SubscriptionMethod.Im;

    /// <summary>Those of a page, in the order of their recipients.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="page">Theirs.</param>
    /// <param name="componentIds">
    /// When there are any, only those who are told of one of these components: as one of theirs, as one of a section's,
    /// or with everything.
    /// </param>
    /// <param name="field">The request's name for a component, by its place.</param>
    /// <param name="cancel">The caller is gone.</param>
    /// <exception cref="ApiException">A component is not on the page.</exception>
    public static async Task<IOrderedQueryable<SubscriberRow>> For(
        PharosDb db,
        PageRow page,
        IReadOnlyList<string> componentIds,
        Func<int, string> field,
        CancellationToken cancel
    )
    {
        var method = MethodOf(page.Type);
        var all = db.Subscribers.AsNoTracking().Where(s => s.PageId == page.PageId && s.Method == method);
        if (componentIds.Count == 0)
            return all.OrderBy(s => s.Recipient);

        var there = await db
            .Components.AsNoTracking()
            .Where(c => c.PageId == page.PageId && c.DeletedAt == null && componentIds.Contains(c.ComponentId))
            .ToDictionaryAsync(c => c.ComponentId, c => c.SectionId, StringComparer.Ordinal, cancel);
        for (var i = 0; i < componentIds.Count; i++)
        {
            if (!there.ContainsKey(componentIds[i]))
                throw Errors.Invalid(Messages.UnknownComponent, field(i));
        }

        var sectionIds = there.Values.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return all.Where(s =>
                s.All
                || s.Components.Any(c => componentIds.Contains(c.ComponentId))
                || s.Sections.Any(f => sectionIds.Contains(f.SectionId))
            )
            .OrderBy(s => s.Recipient);
    }
}
