using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.Web;

namespace Pharos.StatusPages.InternalSite;

/// <summary>
/// Shows internal pages to members of their account. Reading needs no permission. The page is looked up on every
/// request and only within the account, so that another account's page behaves like one that does not exist.
/// </summary>
internal sealed class InternalPageEndpoint(SiteViews views, PageCache cache, Hosts hosts)
{
    public Task<IResult> Page(ConsoleRequest request, PharosDb db) => Answer(request, db, HtmlView.Page);

    public Task<IResult> History(ConsoleRequest request, PharosDb db) =>
        Answer(request, db, HtmlView.History(request.Http.Request));

    public Task<IResult> Change(ConsoleRequest request, PharosDb db) =>
        Answer(request, db, HtmlView.Change(request.Http.Request));

    private async Task<IResult> Answer(ConsoleRequest request, PharosDb db, HtmlView? view)
    {
        var slug = (string)request.Http.Request.RouteValues["slug"]!;
        var accountId = request.Caller.AccountId;
        var pageId = await db
            .Pages.Where(p => p.AccountId == accountId && p.UrlName == slug && p.Type == PageType.Internal)
            .Select(p => (long?)p.PageId)
            .SingleOrDefaultAsync(request.Cancel);
        if (pageId is null && await Moved(request, db, slug) is { } address)
            return request.See(address);
        if (pageId is not { } id || view is null || !hosts.IsOwn(request.Http.Request))
            throw Errors.NotFound("url_name");

        var reading = ReadingLanguage.From(request.Http.Request, Language.FromLocale(request.Session!.Locale));
        // No public view has such a name, so no public request can reach this cache entry.
        var cached = await cache.Get(
            new PageCacheKey(id, slug, "internal/" + view.Name, reading.Tag),
            async cancel =>
                await Site(id, slug, view, reading) is { } site ? await view.Make(views, site, cancel) : null,
            StaleBanner.Notice(new Localizer(reading.Language)),
            request.Cancel
        );
        return cached is null ? throw Errors.NotFound("url_name") : new InternalResponse(cached, reading.Language);
    }

    /// <summary>The present address of a page that was renamed; null if no page had this slug.</summary>
    private static async Task<string?> Moved(ConsoleRequest request, PharosDb db, string slug)
    {
        var successor = await FormerSlugs.Successor(
            db,
            slug.ToLowerInvariant(),
            request.Caller.AccountId,
            request.Clock.Seconds(),
            request.Cancel
        );
        var rest = request.Http.Request.Path.Value![(InternalSiteApi.Path.Length + 1)..].TrimStart('/')[slug.Length..];
        return successor is null || successor == slug ? null : $"{InternalSiteApi.Path}/{successor}{rest}";
    }

    private async Task<Site?> Site(long pageId, string slug, HtmlView view, ReadingLanguage reading) =>
        await views.Snapshot(pageId) is { } page && page.Page.UrlName == slug
            ? views.SiteOf(page, $"{InternalSiteApi.Path}/{slug}", view.Path, reading)
            : null;
}
