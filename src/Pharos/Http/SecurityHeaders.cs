namespace Pharos.Http;

/// <summary>
/// The headers of every response. Handlers replace what differs for them: caching, and who may embed the response.
/// </summary>
internal static class SecurityHeaders
{
    public const string ResourcePolicy = "Cross-Origin-Resource-Policy";

    /// <summary>The value of <see cref="ResourcePolicy"/> for what other sites may embed.</summary>
    public const string AnySite = "cross-origin";

    private const string Hsts = "max-age=31536000";

    /// <summary>No page uses a device, so none that is embedded in it may either.</summary>
    private const string Permissions =
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    /// <summary>Must run before everything that can answer.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.CacheControl = "no-store";
                headers["Permissions-Policy"] = Permissions;
                headers[ResourcePolicy] = "same-origin";
                if (context.Request.IsHttps)
                    headers.StrictTransportSecurity = Hsts;
                return next(context);
            }
        );
}
