using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Shows errors of the public site as HTML pages in browsers. Other clients, such as feed readers, get plain text.
/// </summary>
internal static class SiteErrors
{
    /// <summary>
    /// Whether a browser requests a view of the public site, or an address that leads nowhere, under a host name that
    /// the site serves. Clients of the API get the envelope.
    /// </summary>
    public static bool Answers(HttpContext context, ApiException? error = null) =>
        context.Request.IsHttps
        && (
            context.Request.Path.StartsWithSegments("/s", StringComparison.Ordinal)
            || (error?.Code == ErrorCode.RouteNotFound && !context.Request.Query.ContainsKey("app_key"))
        )
        && WantsHtml(context.Request)
        && (
            Hosts.IsCustomDomain(context) || context.RequestServices.GetRequiredService<Hosts>().IsOwn(context.Request)
        );

    public static async Task Write(HttpContext context, ApiException error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        if (error.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var status = error.Code.HttpStatus();
        await WriteHtml(
            context,
            status,
            words =>
                status >= 500
                    ? (words[SiteTexts.UnavailableTitle], words[SiteTexts.UnavailableText])
                    : (words[SiteTexts.NotFoundTitle], words[SiteTexts.NotFoundText]),
            status >= 500 ? null : await PageAt(context)
        );
    }

    /// <summary>Whether a browser came over plain HTTP, which only an HTML page can explain to its user.</summary>
    public static bool IsBrowserWithoutHttps(HttpRequest request) => !request.IsHttps && WantsHtml(request);

    public static Task NeedsHttps(HttpContext context) =>
        WriteHtml(
            context,
            StatusCodes.Status403Forbidden,
            words => (words[SiteTexts.NeedsHttpsTitle], words[SiteTexts.NeedsHttpsText]),
            home: null
        );

    public static async Task NotFound(HttpContext context)
    {
        if (Answers(context))
        {
            await WriteHtml(
                context,
                StatusCodes.Status404NotFound,
                words => (words[SiteTexts.NotFoundTitle], words[SiteTexts.NotFoundText]),
                await PageAt(context)
            );
            return;
        }

        var words = new Localizer(ReadingLanguage.From(context.Request, Language.From(context.Request)).Language);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.WriteAsync(
            $"404 · {words[SiteTexts.NotFoundTitle]}\n{words[SiteTexts.NotFoundText]}\n",
            context.RequestAborted
        );
    }

    /// <summary>The page at or above the address; null if there is no such page.</summary>
    private static async Task<ErrorHome?> PageAt(HttpContext context)
    {
        var services = context.RequestServices;
        var slug = context.Request.Path.Value!.Split('/') is ["", "s", { Length: > 0 } name, ..] ? name : null;
        var found = Hosts.AtItsDomain(context)
            ?? (
                slug is null
                    ? null
                    : await services.GetRequiredService<PageDirectory>().BySlug(slug, context.RequestAborted)
            );
        return found is not null && await services.GetRequiredService<SiteViews>().Snapshot(found.PageId) is { } page
            ? new ErrorHome(page.Page, new SiteLinks(found.Domain is null ? "/s/" + found.UrlName : ""))
            : null;
    }

    private static async Task WriteHtml(
        HttpContext context,
        int status,
        Func<Localizer, (string Title, string Text)> say,
        ErrorHome? home
    )
    {
        var words = new Localizer(ReadingLanguage.From(context.Request, Language.From(context.Request)).Language);
        var (title, text) = say(words);
        var html = await context
            .RequestServices.GetRequiredService<SiteRenderer>()
            .Render<ErrorView>(
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    [nameof(ErrorView.T)] = words,
                    [nameof(ErrorView.Title)] = title,
                    [nameof(ErrorView.Says)] = text,
                    [nameof(ErrorView.Home)] = home,
                }
            );
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentLanguage = words.Language.Tag;
        response.Headers.ContentSecurityPolicy = (home is null ? BrandStyle.None : BrandStyle.Of(home.Page)).Policy;
        response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.WriteAsync(html, context.RequestAborted);
    }

    public static bool WantsHtml(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The page that an error page leads to.</summary>
public sealed record ErrorHome(PageRow Page, SiteLinks Links);
