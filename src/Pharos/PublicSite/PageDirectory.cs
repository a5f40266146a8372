using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.PublicSite;

/// <summary>
/// Finds public pages by slug and by custom domain. What was found is remembered, so that a page can be found while the database
/// is gone; the views check that it still goes by that name.
/// </summary>
internal sealed class PageDirectory(IDbContextFactory<StatusDb> databases)
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, long> slugs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> domains = new(StringComparer.Ordinal);

    public ValueTask<long?> BySlug(string slug, CancellationToken cancel) =>
        slugs.TryGetValue(slug, out var id) ? new(id) : new(Find(slugs, slug, p => p.Type == PageType.Public && p.UrlName == slug, cancel));

    /// <param name="host">Lower case, without a port.</param>
    public ValueTask<long?> ByDomain(string host, CancellationToken cancel) =>
        domains.TryGetValue(host, out var id) ? new(id) : new(Find(domains, host, p => p.Type == PageType.Public && p.CustomDomain == host, cancel));

    /// <summary>The page no longer goes by this name.</summary>
    public void Forget(long pageId)
    {
        foreach (var map in (ReadOnlySpan<ConcurrentDictionary<string, long>>)[slugs, domains])
        {
            foreach (var pair in map.Where(p => p.Value == pageId).ToList())
                map.TryRemove(pair);
        }
    }

    private async Task<long?> Find(
        ConcurrentDictionary<string, long> map, string name, System.Linq.Expressions.Expression<Func<PageRow, bool>> match, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var id = await db.Pages.AsNoTracking().Where(match).Select(p => (long?)p.PageId).SingleOrDefaultAsync(cancel);
        if (id is not null)
        {
            if (map.Count >= MostKept)
                map.Clear();
            map[name] = id.Value;
        }

        return id;
    }
}
