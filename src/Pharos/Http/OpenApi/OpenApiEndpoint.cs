using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Pharos.Http.OpenApi;

/// <summary>
/// Serves the OpenAPI document. It is generated and compressed once, because that takes as much processor time as
/// hundreds of requests.
/// </summary>
internal static class OpenApiEndpoint
{
    /// <summary>The name that ASP.NET gives to a document without a name.</summary>
    private const string Document = "v1";

    public static void MapOpenApiDocument(this IEndpointRouteBuilder app, string path)
    {
        var document = new Lazy<Task<EncodedBody>>(() => Generate(app.ServiceProvider));
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], async (HttpContext context) =>
        {
            // Clients may keep it but ask each time whether it has changed.
            context.Response.Headers.CacheControl = "no-cache";
            await EncodedResponse.Send(context, await document.Value);
        });
    }

    private static async Task<EncodedBody> Generate(IServiceProvider services)
    {
        var document = await services
            .GetRequiredKeyedService<IOpenApiDocumentProvider>(Document)
            .GetOpenApiDocumentAsync(CancellationToken.None);
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return new EncodedBody(json.ToArray(), "application/json; charset=utf-8");
    }
}
