using System.Net;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Which host names the public site answers to: the server's own, under <c>/s/…</c>, and each page's verified custom
/// domain, at <c>/</c>. Any other name gets a plain 404. The Open API and the console do not care: they show nothing
/// without a key or a sign-in.
/// </summary>
internal sealed class Hosts
{
    private readonly HashSet<string> own;
    private readonly PageDirectory directory;

    public Hosts(PublicSiteSettings settings, PageDirectory directory)
    {
        this.directory = directory;
        own = new(StringComparer.OrdinalIgnoreCase) { "localhost", Dns.GetHostName() };
        if (settings.PublicUrl is { } url)
            own.Add(new Uri(url).IdnHost);
        foreach (
            var address in settings.Urls.Split(
                ';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
            own.Add(BindingAddress.Parse(address).Host);
    }

    /// <summary>
    /// The server's own name, or a literal address, which no other site can bring a visitor to us by.
    /// </summary>
    public bool IsOwn(HttpRequest request)
    {
        var name = Name(request);
        return own.Contains(name) || IPAddress.TryParse(name.Trim('[', ']'), out _);
    }

    /// <summary>Whether a domain is the server's own, so that it cannot be a page's alone.</summary>
    public bool IsOwn(string domain) => own.Contains(domain);

    /// <summary>
    /// Brings a request to a custom domain onto the path of its page. Leaves alone what is for other doors, so that a
    /// domain's visitor cannot reach another page: on a custom domain every path is the page's.
    /// </summary>
    public Task Route(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        // Whoever asks for health asks by any name, also while the database is gone.
        return IsOwn(request) || request.Path == "/healthz" || request.Path == "/readyz"
            ? next(context)
            : RouteStranger(context, next);
    }

    /// <summary>The page whose custom domain this request came to; null when it came to another name.</summary>
    public static FoundPage? AtItsDomain(HttpContext context) => context.Features.Get<FoundPage>();

    /// <summary>Whether this request came to the custom domain of a page.</summary>
    public static bool IsCustomDomain(HttpContext context) => AtItsDomain(context) is not null;

    /// <summary>
    /// The name that a request came to, as it was sent: ASCII, lower case, without port and final dot. <see
    /// cref="HttpRequest.Host"/> would decode an international name, which pages are not found by, and throw where
    /// there is nothing to decode.
    /// </summary>
    public static string Name(HttpRequest request)
    {
        var host = request.Headers.Host.ToString();
        var colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
            host = host[..colon];
        return host.TrimEnd('.').ToLowerInvariant();
    }

    private async Task RouteStranger(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (await directory.ByDomain(Name(request), context.RequestAborted) is { } page)
        {
            context.Features.Set(page);
            request.Path = request.Path == "/" ? "/s/" + page.UrlName : $"/s/{page.UrlName}{request.Path}";
        }

        await next(context);
    }
}

/// <summary>A page as it was found.</summary>
/// <param name="Domain">The custom domain it was found by; null when by its slug.</param>
internal sealed record FoundPage(long PageId, string UrlName, string? Domain)
{
    /// <summary>What it was found by: may lead to another page later.</summary>
    public string Name => Domain ?? UrlName;
}
