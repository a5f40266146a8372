using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>Sources of requests over HTTP.</summary>
internal static class RequestSources
{
    public static RequestSource FromConsole(HttpContext http) =>
        new(EntryPoint.Console, RequestId.From(http), ClientAddress.Read(http));

    /// <summary>Adds the ID and the client of this request.</summary>
    public static RequestSource In(this RequestSource source, HttpContext http) =>
        source with
        {
            RequestId = RequestId.From(http),
            ClientAddress = ClientAddress.Read(http),
        };
}
