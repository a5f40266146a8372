using Microsoft.EntityFrameworkCore;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Console.ImHooks;

/// <summary>An internal page that members may follow, and what this member follows of it.</summary>
/// <param name="Following">Null when the member does not follow it.</param>
public sealed record FollowablePage(
    long PageId, string Name, IReadOnlyList<(string Id, string Name)> Sections, IReadOnlyList<(string Id, string Name)> Components, Following? Following)
{
    internal static async Task<List<FollowablePage>> Of(ConsoleRequest request, StatusDb db)
    {
        var (accountId, memberId) = (request.Caller.AccountId, request.Caller.MemberId);
        await using var snapshot = await db.BeginRead(request.Cancel);
        var pages = await db.Pages.AsNoTracking().Where(p => p.AccountId == accountId && p.Type == PageType.Internal && p.ImSubscription)
            .OrderBy(p => p.Name).ThenBy(p => p.PageId).Select(p => new { p.PageId, p.Name }).ToListAsync(request.Cancel);
        var ids = pages.ConvertAll(p => p.PageId);
        var sections = (await db.Sections.AsNoTracking().Where(s => ids.Contains(s.PageId) && !s.HideAll).OrderBy(s => s.OrderId).ThenBy(s => s.SectionId).ToListAsync(request.Cancel)).ToLookup(s => s.PageId);
        var components = (await db.Components.AsNoTracking().Where(c => ids.Contains(c.PageId) && c.DeletedAt == null && !c.HideAll).OrderBy(c => c.OrderId).ThenBy(c => c.ComponentId).ToListAsync(request.Cancel))
            .ToLookup(c => c.PageId);
        var rows = await db.Subscribers.AsNoTracking().Include(s => s.Components).Include(s => s.Sections).AsSplitQuery()
            .Where(s => s.Method == SubscriptionMethod.Im && s.MemberId == memberId && ids.Contains(s.PageId)).ToDictionaryAsync(s => s.PageId, request.Cancel);
        var followed = rows.Values.Select(r => r.SubscriberId).ToList();
        var hooks = (await db.SubscriberHooks.AsNoTracking().Where(h => followed.Contains(h.SubscriberId)).ToListAsync(request.Cancel)).ToLookup(h => h.SubscriberId, h => h.HookId);
        return pages.ConvertAll(p => new FollowablePage(
            p.PageId, p.Name, [.. sections[p.PageId].Select(s => (s.SectionId, s.Name))], [.. components[p.PageId].Select(c => (c.ComponentId, c.Name))],
            rows.TryGetValue(p.PageId, out var row)
                ? new Following(row.All, [.. row.Sections.Select(s => s.SectionId), .. row.Components.Select(c => c.ComponentId)], hooks[row.SubscriberId].ToHashSet(StringComparer.Ordinal))
                : null));
    }
}

/// <param name="All">The whole page.</param>
/// <param name="Scope">IDs of sections and components.</param>
/// <param name="Hooks">IDs of the hooks it goes to; all when there are none.</param>
public sealed record Following(bool All, HashSet<string> Scope, HashSet<string> Hooks);
