using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>The ULID that a request goes by: in its answer, in the answer's header and in the log.</summary>
public static class RequestId
{
    public const string Header = "Flashcat-Request-Id";

    /// <summary>Gives the request its ID; once, before anything else.</summary>
    public static void Assign(HttpContext context, TimeProvider clock)
    {
        var id = Ids.NewUlid(clock);
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
    }

    public static string From(HttpContext context) => context.TraceIdentifier;
}
