using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>The surface that others build on changes only when a reviewer sees it change.</summary>
[Trait("Runs", "Once")]
public sealed class ApprovedSurfaceTests(SharedServer shared)
{
    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public Task Every_route_and_its_permission_is_approved()
    {
        // Assets carry a digest of their content in their addresses.
        var endpoints = shared
            .Server.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => !e.RoutePattern.RawText!.StartsWith("/assets/", StringComparison.Ordinal));
        var routes = endpoints.Select(endpoint =>
        {
            var methods = endpoint
                .Metadata.GetMetadata<IHttpMethodMetadata>()
                ?.HttpMethods.Order(StringComparer.Ordinal)
                ?? Enumerable.Repeat("ANY", 1);
            var permission =
                endpoint.Metadata.GetMetadata<Operation>() is not { } operation ? "no key"
                : operation.Permission == Permissions.None ? "any key"
                : PermissionNames.For(operation.Permission);
            return $"{string.Join(',', methods), -8} /{endpoint.RoutePattern.RawText!.TrimStart('/'), -40} "
                + $"{permission}";
        });

        return Approved.Is(
            "routes.approved.txt",
            string.Join('\n', routes.Distinct().OrderBy(r => r[9..], StringComparer.Ordinal)) + "\n"
        );
    }

    [Fact]
    public async Task The_OpenAPI_document_is_approved()
    {
        // With the limits as they are by default: the document tells them.
        await using var server = await TestServer.Start(configure: options => options.RateLimits.Enabled = true);
        var document = JsonNode.Parse(await server.Http.GetStringAsync("/openapi.json"))!;

        await Approved.Is("openapi.approved.json", document.ToJsonString(Pretty).ReplaceLineEndings("\n") + "\n");
    }
}
