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
/// Shows members their account's internal pages. Any member may: reading needs no permission. The page is looked for at
/// every visit, and only within the account, so that another account's takes the way of one that does not exist.
/// </summary>
internal sealed class InternalPageEndpoint(SiteViews views, PageCache cache, Hosts hosts)
{
    public Task<IResult> Page(ConsoleRequest request, PharosDb db) => Answer(request, db, HtmlView.Page);

    public Task<IResult> History(ConsoleRequest request, PharosDb db) =>
        Answer(request, db, HtmlView.History(request.Http.Request));

    public Task<IResult> Event(ConsoleRequest request, PharosDb db) =>
        Answer(request, db, HtmlView.Event(request.Http.Request));

    private async Task<IResult> Answer(ConsoleRequest request, PharosDb db, HtmlView? view)
    {
        var slug = (string)request.Http.Request.RouteValues["slug"]!;
        var accountId = request.Caller.AccountId;
        var pageId = await db
            .Pages.Where(p => p.AccountId == accountId && p.UrlName == slug && p.Type == PageType.Internal)
            .Select(p => (long?)p.PageId)
            .SingleOrDefaultAsync(request.Cancel);
        if (pageId is not { } id || view is null || !hosts.IsOwn(request.Http.Request))
            throw Errors.NotFound("url_name");

        var reading = ReadingLanguage.From(request.Http.Request, Language.FromLocale(request.Session!.Locale));
        // No public visit has a view of such a name, so none can reach this copy.
        var copy = await cache.Get(
            new PageCacheKey(id, slug, "internal/" + view.Name, reading.Tag),
            async cancel =>
                await Site(id, slug, view, reading) is { } site ? await view.Make(views, site, cancel) : null,
            StaleBanner.Notice(new Localizer(reading.Language)),
            request.Cancel
        );
        return copy is null ? throw Errors.NotFound("url_name") : new InternalResponse(copy, reading.Language);
    }

    private async Task<Site?> Site(long pageId, string slug, HtmlView view, ReadingLanguage reading) =>
        await views.Snapshot(pageId) is { } page && page.Page.UrlName == slug
            ? views.SiteOf(page, $"{InternalSiteApi.Path}/{slug}", view.Path, reading)
            : null;
}
