using System.Net;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// The host names that the public site serves: the server's own, under <c>/s/…</c>, and each page's verified custom
/// domain, at <c>/</c>. Any other host name gets a plain 404. The API and the console accept any host name, because
/// they show nothing without a key or a sign-in.
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
    /// Whether the request uses the server's own host name, or an IP address, which no other site can impersonate.
    /// </summary>
    public bool IsOwn(HttpRequest request)
    {
        var name = Name(request);
        return own.Contains(name) || IPAddress.TryParse(name.Trim('[', ']'), out _);
    }

    /// <summary>Whether a domain is the server's own, so that it cannot be a page's custom domain.</summary>
    public bool IsOwn(string domain) => own.Contains(domain);

    /// <summary>
    /// Rewrites requests on a custom domain to the path of its page. On a custom domain every path belongs to that
    /// page, so its visitors cannot reach other pages, the API or the console.
    /// </summary>
    public Task Route(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        // Health checks work under any host name, even while the database is unreachable.
        return IsOwn(request) || request.Path == "/healthz" || request.Path == "/readyz"
            ? next(context)
            : RouteOtherHost(context, next);
    }

    /// <summary>The page whose custom domain this request uses; null for other host names.</summary>
    public static FoundPage? AtItsDomain(HttpContext context) => context.Features.Get<FoundPage>();

    /// <summary>Whether this request uses a page's custom domain.</summary>
    public static bool IsCustomDomain(HttpContext context) => AtItsDomain(context) is not null;

    /// <summary>
    /// The host name as sent: ASCII, lower case, without port and trailing dot. <see cref="HttpRequest.Host"/> would
    /// decode international names, which are stored encoded, and throw on invalid ones.
    /// </summary>
    public static string Name(HttpRequest request)
    {
        var host = request.Headers.Host.ToString();
        var colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
            host = host[..colon];
        return host.TrimEnd('.').ToLowerInvariant();
    }

    private async Task RouteOtherHost(HttpContext context, RequestDelegate next)
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

/// <summary>A page, and the name it was found by.</summary>
/// <param name="Domain">The custom domain that found it; null if the slug did.</param>
internal sealed record FoundPage(long PageId, string UrlName, string? Domain)
{
    /// <summary>The name that found it; it may lead to another page later.</summary>
    public string Name => Domain ?? UrlName;
}
