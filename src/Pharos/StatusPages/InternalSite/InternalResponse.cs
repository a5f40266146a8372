using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Web.Design;

namespace Pharos.StatusPages.InternalSite;

/// <summary>
/// Sends a cached view to a member. It is not cached by clients, so that the back button shows nothing after sign-out;
/// not framed by other sites; not indexed.
/// </summary>
internal sealed class InternalResponse(CachedPage cached, Language language) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        PageHeaders.Set(httpContext.Response);
        var headers = httpContext.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.ContentSecurityPolicy = cached.Brand.PolicyUnframed;
        headers.ContentLanguage = language.Tag;
        headers.Vary = "Accept-Encoding, Cookie";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        var (body, _, encoding) = EncodedResponse.Choose(httpContext.Request.Headers.AcceptEncoding, cached);
        return EncodedResponse.Write(httpContext, cached.ContentType, body, encoding);
    }
}
