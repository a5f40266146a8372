using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Rejects plain HTTP with an explanation instead of a redirect, because a key sent in plain text has been exposed on
/// the network.
/// </summary>
internal static class HttpsOnly
{
    public static void UseHttpsOnly(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.Request.IsHttps
                    ? next(context)
                    : throw new ApiException(ErrorCode.AccessDenied, new Message(Messages.PlainHttp))
        );
}
