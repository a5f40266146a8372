using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>Creates the sources of HTTP requests.</summary>
internal static class RequestSources
{
    public static RequestSource FromConsole(HttpContext http) =>
        new(EntryPoint.Console, RequestId.From(http), ClientAddress.Read(http));

    /// <summary>Adds the request's ID and client address.</summary>
    public static RequestSource In(this RequestSource source, HttpContext http) =>
        source with
        {
            RequestId = RequestId.From(http),
            ClientAddress = ClientAddress.Read(http),
        };
}
