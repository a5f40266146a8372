using System.Globalization;
using Pharos.Api.Envelope;
using Pharos.PublicSite.Views;

namespace Pharos.PublicSite;

/// <summary>Answers visitors: finds the page, gets the copy, sends it. Of a request only the slug, the view and the language count.</summary>
internal sealed class Visits(PageDirectory directory, SiteViews views, Copies copies, Hosts hosts)
{
    public Task Page(HttpContext context) => Html(context, "page", (site, _) => views.Page(site));

    /// <summary>Of the month in the address; of the present one where it names none.</summary>
    public Task History(HttpContext context)
    {
        if (context.Request.RouteValues["month"] is not string text)
            return Html(context, "history", (site, cancel) => views.History(site, SiteViews.MonthOf(site.Page.Now, site.Page.Zone), cancel));
        return DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 1970 and < 9999
            ? Html(context, "history/" + text, (site, cancel) => views.History(site, month, cancel))
            : NotFound(context);
    }

    public Task Event(HttpContext context)
    {
        var id = EventId(context);
        return Html(context, string.Create(CultureInfo.InvariantCulture, $"event/{id}"), (site, cancel) => views.Event(site, id, cancel));
    }

    public Task EventFeed(HttpContext context)
    {
        var id = EventId(context);
        return Machine(context, string.Create(CultureInfo.InvariantCulture, $"event-feed/{id}"), (page, cancel) => views.EventFeed(page, id, cancel));
    }

    public Task File(HttpContext context, string file) => Machine(context, file, (page, _) => Task.FromResult(views.File(page, file)));

    private static long EventId(HttpContext context) => long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    /// <summary>What a view of the page asked for is made from, for answers that are one visitor's and go into no copy. Null when there is no such page.</summary>
    /// <param name="named">The page, where something else than the address says which.</param>
    public async Task<Site?> Fresh(HttpContext context, FoundPage? named)
    {
        var (language, chosen) = LanguageOf(context.Request);
        var rest = context.Request.Path.Value!["/s/".Length..].TrimStart('/')[((string)context.Request.RouteValues["slug"]!).Length..];
        // A second time when the name turns out to lead elsewhere than remembered.
        for (var turn = 0; turn < 2; turn++)
        {
            if ((named ?? await FindPage(context)) is not { } found)
                return null;
            var prefix = found.Domain is null ? "/s/" + found.UrlName : "";
            if (await SiteOf(found, prefix, prefix + rest, language, chosen) is { } site)
                return site;
            if (named is null && directory.Remembers(found))
                return null;
        }

        return null;
    }

    /// <summary>Whether the request came by the server's own name, not by a page's.</summary>
    public bool IsByOwnName(HttpContext context) => !Hosts.IsCustomDomain(context) && hosts.IsOwn(context.Request.Host);

    private async Task Html(HttpContext context, string view, Func<Site, CancellationToken, Task<Copy?>> make)
    {
        // A language that was chosen goes with every link; one that the browser prefers does not. Links on a custom domain start at its root.
        var (language, chosen) = LanguageOf(context.Request);
        var slug = (string)context.Request.RouteValues["slug"]!;
        var copy = await CopyOf(context, found =>
        {
            var prefix = found.Domain is null ? "/s/" + found.UrlName : "";
            var path = prefix + context.Request.Path.Value!["/s/".Length..].TrimStart('/')[slug.Length..];
            return copies.Get(
                new CopyKey(found.PageId, found.Name, view, language.Tag + (chosen ? "!" : "")),
                async cancel => await SiteOf(found, prefix, path, language, chosen) is { } site ? await make(site, cancel) : null,
                Copying.Notice(new Wording(language)), context.RequestAborted);
        });
        if (copy is null)
        {
            await NotFound(context);
            return;
        }

        context.Response.Headers.ContentSecurityPolicy = SiteAssets.Policy;
        context.Response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        context.Response.Headers.ContentLanguage = language.Tag;
        await PublicAnswer.Send(context, copy, varyByLanguage: true);
    }

    /// <summary>A view for machines; readable by scripts of any site.</summary>
    private async Task Machine(HttpContext context, string view, Func<PageSnapshot, CancellationToken, Task<Copy?>> make)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        var copy = await CopyOf(context, found => copies.Get(
            new CopyKey(found.PageId, found.Name, view, ""), async cancel => await Current(found) is { } page ? await make(page, cancel) : null,
            static (copy, _) => copy, context.RequestAborted));
        if (copy is null)
            await NotFound(context);
        else
            await PublicAnswer.Send(context, copy, varyByLanguage: false);
    }

    public static Task NotFound(HttpContext context)
    {
        var words = new Wording(Language.Of(context.Request));
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.WriteAsync($"404 · {words["NotFoundTitle"]}\n{words["NotFoundText"]}\n", context.RequestAborted);
    }

    /// <summary>Null when there is no such page or no such view of it.</summary>
    private async ValueTask<Copy?> CopyOf(HttpContext context, Func<FoundPage, ValueTask<Copy?>> get)
    {
        // A second time when the name turns out to lead elsewhere than remembered.
        for (var turn = 0; turn < 2; turn++)
        {
            if (await FindPage(context) is not { } found)
                return null;
            if (await get(found) is { } copy)
                return copy;
            if (directory.Remembers(found))
                return null;
        }

        return null;
    }

    private ValueTask<FoundPage?> FindPage(HttpContext context) =>
        Hosts.IsCustomDomain(context) ? directory.ByDomain(context.Request.Host.Host.ToLowerInvariant(), context.RequestAborted)
        : hosts.IsOwn(context.Request.Host) ? directory.BySlug((string)context.Request.RouteValues["slug"]!, context.RequestAborted)
        : new((FoundPage?)null);

    /// <summary>The page as it is now; null when it is gone or goes by another name.</summary>
    private async Task<PageSnapshot?> Current(FoundPage found)
    {
        var page = await views.Snapshot(found.PageId);
        if (page is not null && (found.Domain is null ? page.Page.UrlName == found.UrlName : page.Page.CustomDomain == found.Domain && page.Page.DomainVerifiedAt is not null))
            return page;
        directory.Forget(found.PageId);
        return null;
    }

    private async Task<Site?> SiteOf(FoundPage found, string prefix, string path, Language language, bool chosen)
    {
        if (await Current(found) is not { } page)
            return null;
        var links = new SiteLinks(prefix, Query: chosen ? "?lang=" + Code(language) : "");
        var other = (path.Length == 0 ? "/" : path) + "?lang=" + Code(language == Language.Chinese ? Language.English : Language.Chinese);
        return new Site(page, new Wording(language), links, views.AddressOf(page), other);
    }

    private static (Language Language, bool Chosen) LanguageOf(HttpRequest request) => request.Query["lang"] switch
    {
        ["en"] => (Language.English, true),
        ["zh"] => (Language.Chinese, true),
        _ => (Language.Of(request), false),
    };

    private static string Code(Language language) => language == Language.Chinese ? "zh" : "en";
}
