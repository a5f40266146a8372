using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Plain HTTP gets no data and no redirect: a client that sent its key this way has shown it to everyone on the path,
/// and must hear so.
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
