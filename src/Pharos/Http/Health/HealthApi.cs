using System.Text;
using Pharos.Kernel;

namespace Pharos.Http.Health;

/// <summary>
/// <c>/healthz</c>: the process is alive. <c>/readyz</c>: the database can be read and written, and its schema is
/// current.
/// </summary>
internal static class HealthApi
{
    private static readonly byte[] Alive = Encoding.UTF8.GetBytes("""{"status":"ok"}""");
    private static readonly PathString AlivePath = "/healthz";
    private static readonly PathString ReadyPath = "/readyz";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var readiness = app.ServiceProvider.GetRequiredService<Readiness>();
        app.MapRead(AlivePath, context => ApiResponse.WriteFinished(context, Alive));
        app.MapRead(ReadyPath, async context =>
        {
            if (await readiness.Fault(context.RequestAborted) is { } fault)
                throw new ApiException(ErrorCode.ServiceUnavailable, new Message(fault)) { RetryAfterSeconds = 5 };
            await ApiResponse.WriteFinished(context, Alive);
        });
    }

    /// <summary>
    /// Whether this is a probe that needs no HTTPS: it has no key and reveals nothing, and it comes from this machine
    /// or from the proxy itself, which adds forwarded headers only to the requests of others.
    /// </summary>
    public static bool IsLocalProbe(HttpContext context, TrustedProxies proxies) =>
        (context.Request.Path == AlivePath || context.Request.Path == ReadyPath)
        && context.Connection.RemoteIpAddress is { } address
        && proxies.IsTrustedOrLocal(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For");
}
