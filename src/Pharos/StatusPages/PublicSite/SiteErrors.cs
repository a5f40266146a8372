using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Shows errors of the public site as HTML pages in browsers. Other clients, such as feed readers, get plain text.
/// </summary>
internal static class SiteErrors
{
    /// <summary>Whether a browser requests a view of the public site under a host name that the site serves.</summary>
    public static bool Answers(HttpContext context) =>
        context.Request.IsHttps
        && context.Request.Path.StartsWithSegments("/s", StringComparison.Ordinal)
        && WantsHtml(context.Request)
        && (
            Hosts.IsCustomDomain(context) || context.RequestServices.GetRequiredService<Hosts>().IsOwn(context.Request)
        );

    public static Task Write(HttpContext context, ApiException error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        if (error.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var status = error.Code.HttpStatus();
        return WriteHtml(
            context,
            status,
            words =>
                status >= 500
                    ? (words[SiteTexts.UnavailableTitle], words[SiteTexts.UnavailableText])
                    : (words[SiteTexts.NotFoundTitle], words[SiteTexts.NotFoundText]),
            home: null
        );
    }

    /// <param name="home">The page's address if the page exists and only the requested view does not.</param>
    public static Task NotFound(HttpContext context, string? home)
    {
        if (Answers(context))
            return WriteHtml(
                context,
                StatusCodes.Status404NotFound,
                words => (words[SiteTexts.NotFoundTitle], words[SiteTexts.NotFoundText]),
                home
            );
        var words = new Localizer(ReadingLanguage.From(context.Request, Language.From(context.Request)).Language);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.WriteAsync(
            $"404 · {words[SiteTexts.NotFoundTitle]}\n{words[SiteTexts.NotFoundText]}\n",
            context.RequestAborted
        );
    }

    private static async Task WriteHtml(
        HttpContext context,
        int status,
        Func<Localizer, (string Title, string Text)> say,
        string? home
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
        response.Headers.ContentSecurityPolicy = SiteAssets.Policy;
        response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.WriteAsync(html, context.RequestAborted);
    }

    private static bool WantsHtml(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
