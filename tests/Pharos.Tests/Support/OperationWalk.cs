using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Http;

namespace Pharos.Tests.Support;

/// <summary>An endpoint of the Open API, as the server itself lists it.</summary>
internal sealed record WalkedOperation(string Method, string Path, Operation Operation);

internal static class OperationWalk
{
    /// <summary>Every operation that the server maps: a new one is under test the moment it is mapped.</summary>
    public static IReadOnlyList<WalkedOperation> Operations(this TestServer server) =>
        [
            .. server
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<Operation>() is not null)
                .Select(e => new WalkedOperation(
                    e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0],
                    e.RoutePattern.RawText!,
                    e.Metadata.GetRequiredMetadata<Operation>()
                )),
        ];
}
