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
            : NoSuchView(context);
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
            await NoSuchView(context);
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
            await SiteErrors.NotFound(context, home: null);
        else
            await PublicAnswer.Send(context, copy, varyByLanguage: false);
    }

    private async Task NoSuchView(HttpContext context)
    {
        var found = await FindPage(context);
        await SiteErrors.NotFound(context, found is null ? null : found.Domain is null ? "/s/" + found.UrlName : "/");
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

    /// <summary>The language that the address names, else the one that the browser prefers.</summary>
    internal static (Language Language, bool Chosen) LanguageOf(HttpRequest request) => request.Query["lang"] switch
    {
        ["en"] => (Language.English, true),
        ["zh"] => (Language.Chinese, true),
        _ => (Language.Of(request), false),
    };

    private static string Code(Language language) => language == Language.Chinese ? "zh" : "en";
}
