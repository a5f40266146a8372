using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Subscribers;

/// <summary>The confirmed subscribers of a page.</summary>
internal static class PageSubscribers
{
    /// <summary>
    /// How subscribers of a page of this type are notified: by email on public pages, by webhook on internal ones.
    /// </summary>
    public static SubscriptionMethod MethodOf(PageType type) =>
        type == PageType.Public ? SubscriptionMethod.Email : SubscriptionMethod.Im;

    /// <summary>
    /// Returns a recipient as the caller may see it: email addresses are personal data, so without the permission to
    /// manage status pages they are masked, like <c>a***@example.com</c>. A member's ID is not.
    /// </summary>
    public static string Shown(string recipient, Caller caller) =>
        caller.Permissions.HasFlag(Permissions.StatusPagesManage) || recipient.LastIndexOf('@') is not (> 0 and var at)
            ? recipient
            : string.Concat(recipient.AsSpan(0, at > 1 ? 1 : 0), "***", recipient.AsSpan(at));

    /// <summary>Returns the query for a page's subscribers.</summary>
    /// <param name="db">The database that has the components.</param>
    /// <param name="page">The subscribers' page.</param>
    /// <param name="componentIds">
    /// If not empty, returns only subscribers who are notified about one of these components: because they follow the
    /// component, its section or the whole page.
    /// </param>
    /// <param name="field">The request field of a component, by its index, for error messages.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <exception cref="ApiException">A component is not on the page.</exception>
    public static async Task<SubscriberQuery> For(
        PharosDb db,
        PageRow page,
        IReadOnlyList<string> componentIds,
        Func<int, string> field,
        CancellationToken cancel
    )
    {
        var method = MethodOf(page.Type);
        if (componentIds.Count == 0)
            return other => All(other).OrderBy(s => s.Recipient);

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
        return other =>
            All(other)
                .Where(s =>
                    s.All
                    || s.Components.Any(c => componentIds.Contains(c.ComponentId))
                    || s.Sections.Any(f => sectionIds.Contains(f.SectionId))
                )
                .OrderBy(s => s.Recipient);

        IQueryable<SubscriberRow> All(PharosDb other) =>
            other.Subscribers.AsNoTracking().Where(s => s.PageId == page.PageId && s.Method == method);
    }
}

/// <summary>A query for subscribers, ordered by recipient, which can run on several connections.</summary>
internal delegate IOrderedQueryable<SubscriberRow> SubscriberQuery(PharosDb db);
