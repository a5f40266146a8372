using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// Finds public pages by slug and by custom domain. Results are remembered, so that pages can be found while the
/// database is unreachable; the views check that the name is still right.
/// </summary>
internal sealed class PageDirectory(
    IDbContextFactory<PharosDb> databases,
    PublicSiteSettings settings,
    TimeProvider clock
)
{
    private const int MaxKept = 10_000;

    /// <summary>How long a host name is remembered as unknown, in seconds.</summary>
    private const long UnknownHostSeconds = 5;

    private readonly ConcurrentDictionary<string, FoundPage> slugs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FoundPage> domains = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, long> unknownHosts = new(StringComparer.Ordinal);

    /// <summary>The remembered page; null if none is.</summary>
    public FoundPage? KnownBySlug(string slug) => slugs.GetValueOrDefault(slug);

    public ValueTask<FoundPage?> BySlug(string slug, CancellationToken cancel) =>
        slugs.TryGetValue(slug, out var page)
            ? new(page)
            : new(Find(slugs, slug, null, p => p.Type == PageType.Public && p.UrlName == slug, cancel));

    /// <param name="host">Lower case, without a port.</param>
    public ValueTask<FoundPage?> ByDomain(string host, CancellationToken cancel)
    {
        // API clients may use a host name that is no page's domain; that must not cost a query per request.
        if (domains.TryGetValue(host, out var page))
            return new(page);
        return unknownHosts.TryGetValue(host, out var until) && clock.Seconds() < until
            ? new((FoundPage?)null)
            : new(
                Find(
                    domains,
                    host,
                    host,
                    p => p.Type == PageType.Public && p.CustomDomain == host && p.DomainVerifiedAt != null,
                    cancel
                )
            );
    }

    /// <summary>
    /// The slug of the page at the root of the server's own host name; null if the operator selected none, or if there
    /// is no such page. The result is not cached.
    /// </summary>
    public async Task<string?> FrontPage(CancellationToken cancel)
    {
        if (settings.FrontPage?.Trim() is not { Length: > 0 } name)
            return null;
        var id = long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db
            .Pages.Where(p => p.Type == PageType.Public && (p.UrlName == name || p.PageId == id))
            .OrderBy(p => p.UrlName == name ? 0 : 1)
            .Select(p => p.UrlName)
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>
    /// The present slug for an address that no page has: in lower case, or after a rename. Null if no page had it.
    /// </summary>
    public async Task<string?> Successor(string slug, CancellationToken cancel)
    {
        var lower = slug.ToLowerInvariant();
        if (lower != slug && await BySlug(lower, cancel) is { } page)
            return page.UrlName;
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await FormerSlugs.Successor(db, lower, accountId: null, clock.Seconds(), cancel);
    }

    /// <summary>Call after verifying a domain: forgets all unknown host names.</summary>
    public void ForgetUnknownHosts() => unknownHosts.Clear();

    /// <summary>Whether this result is still remembered.</summary>
    public bool Remembers(FoundPage page) =>
        (page.Domain is null ? slugs : domains).TryGetValue(page.Name, out var known) && known == page;

    /// <summary>Call when a page no longer has the remembered name.</summary>
    public void Forget(long pageId)
    {
        foreach (var map in (ReadOnlySpan<ConcurrentDictionary<string, FoundPage>>)[slugs, domains])
        {
            foreach (var pair in map.Where(p => p.Value.PageId == pageId).ToList())
                map.TryRemove(pair);
        }
    }

    private async Task<FoundPage?> Find(
        ConcurrentDictionary<string, FoundPage> map,
        string name,
        string? domain,
        System.Linq.Expressions.Expression<Func<PageRow, bool>> match,
        CancellationToken cancel
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var page = await db
            .Pages.AsNoTracking()
            .Where(match)
            .Select(p => new FoundPage(p.PageId, p.UrlName, domain))
            .SingleOrDefaultAsync(cancel);
        if (page is not null)
        {
            if (map.Count >= MaxKept)
                map.Clear();
            map[name] = page;
        }
        else if (domain is not null)
        {
            if (unknownHosts.Count >= MaxKept)
                unknownHosts.Clear();
            unknownHosts[domain] = clock.Seconds() + UnknownHostSeconds;
        }

        return page;
    }
}
