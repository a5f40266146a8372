using Pharos.Api.Envelope;
using Pharos.Look;
using Pharos.PublicSite;

namespace Pharos.InternalSite;

/// <summary>Sends a copy to a member: no cache keeps it, so that who signed out cannot go back to it; no site frames it, no search engine lists it.</summary>
internal sealed class InternalAnswer(Copy copy, Language language) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        PageHeaders.Set(httpContext.Response);
        var headers = httpContext.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.ContentSecurityPolicy = SiteAssets.PolicyUnframed;
        headers.ContentLanguage = language.Tag;
        headers.Vary = "Accept-Encoding, Cookie";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        var (body, _, encoding) = PublicAnswer.Choose(httpContext.Request.Headers.AcceptEncoding, copy);
        return PublicAnswer.Write(httpContext, copy.ContentType, body, encoding);
    }
}
