using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.Web;
using Pharos.Web.Design;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Serves visitors: finds the page, gets the cached view and sends it. Only the slug, view and language of a request
/// matter.
/// </summary>
internal sealed class PublicPageEndpoint(PageDirectory directory, SiteViews views, PageCache cache, Hosts hosts)
{
    /// <summary>
    /// <c>/</c> on the server's own host name: redirects to the page that the operator selected, or to the console.
    /// Requests on a page's custom domain never get here; any other host name gets a 404.
    /// </summary>
    public async Task Root(HttpContext context)
    {
        if (!hosts.IsOwn(context.Request))
        {
            await SiteErrors.NotFound(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Redirect(
            await directory.FrontPage(context.RequestAborted) is { } slug ? "/s/" + slug : "/console"
        );
    }

    /// <summary><c>/robots.txt</c> on the server's own host name; a page's domain has its own.</summary>
    public Task Robots(HttpContext context)
    {
        if (!hosts.IsOwn(context.Request))
            return SiteErrors.NotFound(context);
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "max-age=3600";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync("User-agent: *\nDisallow: /console\nDisallow: /internal\n");
    }

    /// <summary>
    /// <c>favicon.ico</c>, which browsers request unasked: leads to the state of the page on its domain, elsewhere to
    /// the mark of the server.
    /// </summary>
    public Task Favicon(HttpContext context)
    {
        if (!hosts.IsOwn(context.Request) && !Hosts.IsCustomDomain(context))
            return SiteErrors.NotFound(context);
        context.Response.Headers.CacheControl = "max-age=3600";
        context.Response.Redirect(
            Hosts.IsCustomDomain(context) ? "/favicon.svg"
            : context.Request.RouteValues["slug"] is string slug ? $"/s/{Uri.EscapeDataString(slug)}/favicon.svg"
            : StaticAssets.Address("mark.svg")
        );
        return Task.CompletedTask;
    }

    public Task Page(HttpContext context) => Html(context, HtmlView.Page);

    public Task History(HttpContext context) =>
        HtmlView.History(context.Request) is { } view ? Html(context, view) : NoSuchView(context);

    public Task Change(HttpContext context) => Html(context, HtmlView.Change(context.Request));

    public Task ChangeFeed(HttpContext context)
    {
        var id = HtmlView.ChangeId(context.Request);
        return Data(context, string.Create(CultureInfo.InvariantCulture, $"event-feed/{id}"), (page, cancel) =>
            views.ChangeFeed(page, id, cancel)
        );
    }

    public Task File(HttpContext context, string file) =>
        Data(context, file, (page, _) => Task.FromResult(views.File(page, file)));

    /// <summary>
    /// Answers CORS preflight requests, so that scripts on any site can request feeds and JSON with headers such as
    /// If-None-Match.
    /// </summary>
    public static Task Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, HEAD";
        headers.AccessControlAllowHeaders = "*";
        headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>
    /// The data of a view, for responses that are specific to one visitor and therefore not cached. Null if there is no
    /// such page.
    /// </summary>
    /// <param name="named">The page, if it is not the one that the address names.</param>
    public async Task<Site?> Fresh(HttpContext context, FoundPage? named)
    {
        var reading = ReadingLanguage.From(context.Request, Language.From(context.Request));
        var rest = context.Request.Path.Value!["/s/".Length..].TrimStart('/')[
            ((string)context.Request.RouteValues["slug"]!).Length..
        ];
        // A second attempt, in case the remembered name now leads to another page.
        for (var turn = 0; turn < 2; turn++)
        {
            if ((named ?? await FindPage(context)) is not { } found)
                return null;
            if (await Current(found) is { } page)
                return views.SiteOf(page, found.Domain is null ? "/s/" + found.UrlName : "", rest, reading);
            if (named is null && directory.Remembers(found))
                return null;
        }

        return null;
    }

    /// <summary>
    /// Redirects to the present address of a page that was renamed, or whose address was typed with capital letters.
    /// Not permanently: after 90 days another page may take the old address.
    /// </summary>
    public async Task<bool> Moved(HttpContext context)
    {
        var slug = (string)context.Request.RouteValues["slug"]!;
        if (
            !IsByOwnName(context)
            || await directory.Successor(slug, context.RequestAborted) is not { } successor
            || successor == slug
        )
            return false;
        var rest = context.Request.Path.Value!["/s/".Length..].TrimStart('/')[slug.Length..];
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Location = "/s/" + successor + new PathString(rest) + context.Request.QueryString;
        // 307 keeps the method and the form of a POST.
        context.Response.StatusCode =
            HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                ? StatusCodes.Status302Found
                : StatusCodes.Status307TemporaryRedirect;
        context.Response.ContentLength = 0;
        return true;
    }

    /// <summary>Whether the request uses the server's own host name and not a page's domain.</summary>
    public bool IsByOwnName(HttpContext context) => !Hosts.IsCustomDomain(context) && hosts.IsOwn(context.Request);

    private Task Html(HttpContext context, HtmlView view)
    {
        var reading = ReadingLanguage.From(context.Request, Language.From(context.Request));
        return Ready(context, view.Name, reading.Tag) is { } cached
            ? SendHtml(context, cached, reading)
            : RenderHtml(context, view, reading);
    }

    private async Task RenderHtml(HttpContext context, HtmlView view, ReadingLanguage reading)
    {
        var cached = await GetCached(context, found => cache.Get(
                new PageCacheKey(found.PageId, found.Name, view.Name, reading.Tag),
                // Links on a custom domain start at the root.
                async cancel =>
                    await Current(found) is { } page
                        ? await view.Make(
                            views,
                            views.SiteOf(page, found.Domain is null ? "/s/" + found.UrlName : "", view.Path, reading),
                            cancel
                        )
                        : null,
                StaleBanner.Notice(new Localizer(reading.Language)),
                context.RequestAborted
            ));
        await (cached is null ? NoSuchView(context) : SendHtml(context, cached, reading));
    }

    private static Task SendHtml(HttpContext context, CachedPage cached, ReadingLanguage reading)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = cached.Brand.Policy;
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.ContentLanguage = reading.Language.Tag;
        return PublicResponse.Send(context, cached, varyByLanguage: true);
    }

    /// <summary>Serves a feed, JSON or badge, readable by scripts on any site.</summary>
    private Task Data(HttpContext context, string view, Func<PageSnapshot, CancellationToken, Task<CachedPage?>> make)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlExposeHeaders = "ETag";
        return Ready(context, view, "") is { } cached
            ? PublicResponse.Send(context, cached, varyByLanguage: false)
            : RenderData(context, view, make);
    }

    private async Task RenderData(
        HttpContext context,
        string view,
        Func<PageSnapshot, CancellationToken, Task<CachedPage?>> make
    )
    {
        var cached = await GetCached(context, found =>
            cache.Get(
                new PageCacheKey(found.PageId, found.Name, view, ""),
                async cancel => await Current(found) is { } page ? await make(page, cancel) : null,
                static (cached, _) => cached,
                context.RequestAborted
            )
        );
        if (cached is not null)
            await PublicResponse.Send(context, cached, varyByLanguage: false);
        else if (!await Moved(context))
            await SiteErrors.NotFound(context);
    }

    /// <summary>
    /// The fast path of nearly all requests: the page is known and its cached view is fresh. Otherwise null.
    /// </summary>
    private CachedPage? Ready(HttpContext context, string view, string language)
    {
        var found = Hosts.AtItsDomain(context)
            ?? (
                hosts.IsOwn(context.Request)
                    ? directory.KnownBySlug((string)context.Request.RouteValues["slug"]!)
                    : null
            );
        return found is null ? null : cache.Ready(new PageCacheKey(found.PageId, found.Name, view, language));
    }

    private async Task NoSuchView(HttpContext context)
    {
        var found = await FindPage(context);
        if (found is null && await Moved(context))
            return;
        await SiteErrors.NotFound(context);
    }

    /// <summary>Null if there is no such page, or no such view of it.</summary>
    private async ValueTask<CachedPage?> GetCached(HttpContext context, Func<FoundPage, ValueTask<CachedPage?>> get)
    {
        // A second attempt, in case the remembered name now leads to another page.
        for (var turn = 0; turn < 2; turn++)
        {
            if (await FindPage(context) is not { } found)
                return null;
            if (await get(found) is { } cached)
                return cached;
            if (directory.Remembers(found))
                return null;
        }

        return null;
    }

    private ValueTask<FoundPage?> FindPage(HttpContext context) =>
        Hosts.IsCustomDomain(context) ? directory.ByDomain(Hosts.Name(context.Request), context.RequestAborted)
        : hosts.IsOwn(context.Request)
            ? directory.BySlug((string)context.Request.RouteValues["slug"]!, context.RequestAborted)
        : new((FoundPage?)null);

    /// <summary>The current page; null if it was deleted or has another name now.</summary>
    private async Task<PageSnapshot?> Current(FoundPage found)
    {
        var page = await views.Snapshot(found.PageId);
        if (
            page is not null
            && (
                found.Domain is null
                    ? page.Page.UrlName == found.UrlName
                    : page.Page.CustomDomain == found.Domain && page.Page.DomainVerifiedAt is not null
            )
        )
            return page;
        directory.Forget(found.PageId);
        return null;
    }
}
