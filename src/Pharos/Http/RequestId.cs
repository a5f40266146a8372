using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>The ULID of a request, as in the response, its header and the log.</summary>
public static class RequestId
{
    public const string Header = "Flashcat-Request-Id";

    /// <summary>Assigns the ID. Called once, before anything else handles the request.</summary>
    public static void Assign(HttpContext context, TimeProvider clock)
    {
        var id = Ids.NewUlid(clock);
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
    }

    public static string From(HttpContext context) => context.TraceIdentifier;
}
