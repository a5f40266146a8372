using Pharos.Http.Health;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Rejects plain HTTP with an explanation instead of a redirect, because a key sent in plain text has been exposed on
/// the network.
/// </summary>
internal static class HttpsOnly
{
    public static void UseHttpsOnly(this IApplicationBuilder app)
    {
        var proxies = app.ApplicationServices.GetRequiredService<TrustedProxies>();
        app.Use(
            (context, next) =>
                context.Request.IsHttps || HealthApi.IsLocalProbe(context, proxies)
                    ? next(context)
                    : throw new ApiException(ErrorCode.AccessDenied, new Message(Messages.PlainHttp))
        );
    }
}
