using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.Home.Console;

/// <summary>The account's status pages on the home page.</summary>
internal static class HomePages
{
    /// <summary>Subscribers are counted up to this number: the list need not be exact beyond it.</summary>
    public const int MaxCounted = 100_000;

    public static async Task<List<HomeRow>> Read(ConsoleRequest request, PharosDb db)
    {
        var accountId = request.Caller.AccountId;
        var pages = await db
            .Pages.AsNoTracking()
            .Where(p => p.AccountId == accountId)
            .OrderBy(p => p.Name)
            .ThenBy(p => p.PageId)
            .Select(p => new
            {
                p.PageId,
                p.Name,
                p.Type,
                p.UrlName,
                p.CustomDomain,
                Components = db.Components.Count(c => c.PageId == p.PageId && c.DeletedAt == null),
                Subscribers = db.Subscribers.Where(s => s.PageId == p.PageId).Take(MaxCounted).Count(),
            })
            .ToListAsync(request.Cancel);
        var ids = pages.ConvertAll(p => p.PageId);
        var present = await CurrentComponentStatuses.Read(db, ids, request.Clock.Seconds(), request.Cancel);
        var hiddenSections = await db
            .Sections.Where(s => ids.Contains(s.PageId) && s.HideAll)
            .Select(s => s.SectionId)
            .ToHashSetAsync(request.Cancel);
        var named = ids.SelectMany(id => present.For(id).Keys).ToList();
        var shown = await db
            .Components.Where(c => named.Contains(c.ComponentId) && c.DeletedAt == null && !c.HideAll)
            .Select(c => new { c.ComponentId, c.SectionId })
            .ToListAsync(request.Cancel);
        var visible = shown
            .Where(c => c.SectionId is null || !hiddenSections.Contains(c.SectionId))
            .Select(c => c.ComponentId)
            .ToHashSet(StringComparer.Ordinal);
        return pages.ConvertAll(p => new HomeRow(
            p.PageId,
            p.Name,
            p.Type,
            p.UrlName,
            p.CustomDomain,
            p.Components,
            p.Subscribers,
            CurrentStatus.Overall(present.For(p.PageId).Where(c => visible.Contains(c.Key)).Select(c => c.Value))
        ));
    }
}

/// <summary>A status page in the list.</summary>
/// <param name="Overall">The page's overall state.</param>
public sealed record HomeRow(
    long PageId,
    string Name,
    PageType Type,
    string UrlName,
    string? CustomDomain,
    int Components,
    int Subscribers,
    OverallState Overall
);
