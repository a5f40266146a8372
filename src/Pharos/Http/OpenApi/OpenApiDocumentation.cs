using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Pharos.Http.Idempotency;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;

namespace Pharos.Http.OpenApi;

/// <summary>
/// The OpenAPI document at <c>/openapi.json</c>, generated from the request and response records.
/// </summary>
internal static class OpenApiDocumentation
{
    /// <summary>How any operation can fail: the status, the name of the response and its description.</summary>
    private static readonly (string Status, string Name, string Description)[] Failures =
    [
        ("400", "BadRequest", "A parameter is wrong, or what the request refers to does not exist"),
        ("401", "Unauthorized", "There is no key, or it is unknown, disabled or expired"),
        ("403", "AccessDenied", "The key lacks the permission"),
        ("413", "EntityTooLarge", "The body is too large"),
        ("429", "TooManyRequests", "A rate limit is reached; Retry-After says when to try again"),
        ("503", "Unavailable", "The server cannot do this now; Retry-After says when to try again"),
        ("default", "Failure", "Failure"),
    ];

    public static void AddPharosOpenApi(this IServiceCollection services)
    {
        // These options are only for schemas. The API uses WireJson, whose enum converter has no schema support.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = WireJson.Options.PropertyNamingPolicy;
            json.SerializerOptions.NumberHandling = WireJson.Options.NumberHandling;
            json.SerializerOptions.Converters.Add(
                new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
            );
        });
        services.AddOpenApi(options =>
            options.AddSchemaTransformer(WireJsonSchema.Apply).AddDocumentTransformer(Describe)
        );
    }

    private static async Task Describe(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancel
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Pharos",
            Version = "1",
            Description = "Status pages: the Open API that Flashduty clients speak.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        var address = context.ApplicationServices.GetRequiredService<ApiAddress>();
        document.Servers = [new OpenApiServer { Url = address.PublicUrl?.TrimEnd('/') ?? "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["AppKeyAuth"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Query,
                Name = "app_key",
                Description = "Create one in the console under Account settings → API key.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("AppKeyAuth", document)] = [] },
        ];
        document.AddComponent("Error", Envelope("error", ErrorSchema()));
        foreach (var (_, name, description) in Failures)
            document.AddComponent<IOpenApiResponse>(
                name,
                Response(description, new OpenApiSchemaReference("Error", document))
            );
        document.Paths = [];
        // No operation has a tag; ASP.NET adds the name of the program.
        document.Tags = null;
        var endpoints = context
            .ApplicationServices.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>();
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<Operation>() is not { } operation)
                continue;
            var method = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0];
            document.Paths.Add(
                endpoint.RoutePattern.RawText!,
                new OpenApiPathItem
                {
                    Operations = new Dictionary<HttpMethod, OpenApiOperation>
                    {
                        [new HttpMethod(method)] = await Describe(
                            document,
                            operation,
                            method,
                            endpoint,
                            context,
                            cancel
                        ),
                    },
                }
            );
        }
    }

    private static async Task<OpenApiOperation> Describe(
        OpenApiDocument document,
        Operation operation,
        string method,
        RouteEndpoint endpoint,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancel
    )
    {
        var described = new OpenApiOperation
        {
            OperationId = operation.DocumentId ?? endpoint.RoutePattern.RawText!.Trim('/').Replace('/', '-'),
            Summary = operation.Summary,
            Responses = new OpenApiResponses
            {
                ["200"] = operation.MediaType is { } mediaType
                    ? File(mediaType)
                    : Response("Success", Envelope("data", await Named(document, operation.Response, context, cancel))),
            },
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-permission"] = new JsonNodeExtension(
                    JsonValue.Create(
                        operation.Permission == Permissions.None ? "None" : PermissionNames.For(operation.Permission)
                    )
                ),
            },
        };
        foreach (var (status, name, _) in Failures.Where(f => f.Name != "EntityTooLarge" || !HttpMethods.IsGet(method)))
            described.Responses[status] = new OpenApiResponseReference(name, document);
        var limits = context.ApplicationServices.GetRequiredService<RateLimitOptions>();
        if (limits.Enabled)
        {
            var own = operation.Limit?.Invoke(limits);
            described.Extensions["x-rate-limit"] = new JsonNodeExtension(
                new JsonObject
                {
                    ["per_minute"] = Math.Min(limits.PerMinute, own?.PerMinute ?? int.MaxValue),
                    ["per_second"] = Math.Min(limits.PerSecond, own?.PerSecond ?? int.MaxValue),
                }
            );
        }

        if (HttpMethods.IsGet(method))
            described.Parameters = Parameters(await context.GetOrCreateSchemaAsync(operation.Request, null, cancel));
        else
            described.RequestBody = new OpenApiRequestBody
            {
                Description = string.Create(
                    CultureInfo.InvariantCulture,
                    $"At most {context.ApplicationServices.GetRequiredService<RequestLimits>().For(operation)} bytes."
                ),
                Required = true,
                Content = Json(await Named(document, operation.Request, context, cancel)),
            };
        if (operation.Writes)
            described.Parameters = [IdempotencyHeader()];
        return described;
    }

    private static OpenApiParameter IdempotencyHeader() =>
        new()
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Required = false,
            Description =
                "Makes the request safe to retry: for 24 hours, the same request with the same key returns the "
                + "first response and does nothing.",
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MinLength = 1,
                MaxLength = IdempotencyKey.MaxLength,
                Pattern = "^[!-~]+$",
            },
        };

    private static List<IOpenApiParameter> Parameters(OpenApiSchema request) =>
        [
            .. (request.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(p => new OpenApiParameter
            {
                Name = p.Key,
                In = ParameterLocation.Query,
                Schema = p.Value,
                Required = request.Required?.Contains(p.Key) == true,
            }),
        ];

    /// <summary>Adds the schema of a record to the document's components and returns a reference to it.</summary>
    private static async Task<IOpenApiSchema> Named(
        OpenApiDocument document,
        Type record,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancel
    )
    {
        if (record.IsArray)
            return await context.GetOrCreateSchemaAsync(record, null, cancel);
        document.AddComponent(record.Name, await context.GetOrCreateSchemaAsync(record, null, cancel));
        return new OpenApiSchemaReference(record.Name, document);
    }

    private static OpenApiResponse Response(string description, IOpenApiSchema schema) =>
        new() { Description = description, Content = Json(schema) };

    private static OpenApiResponse File(string mediaType) =>
        new()
        {
            Description = "Success: a file, without an envelope",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [mediaType] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                },
            },
        };

    private static Dictionary<string, OpenApiMediaType> Json(IOpenApiSchema schema) =>
        new(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = schema } };

    private static OpenApiSchema Envelope(string name, IOpenApiSchema content) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "request_id", name },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["request_id"] = new OpenApiSchema { Type = JsonSchemaType.String },
                [name] = content,
            },
        };

    private static OpenApiSchema ErrorSchema() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "code", "message" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["code"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. Enum.GetNames<ErrorCode>().Select(name => (JsonNode)JsonValue.Create(name)!)],
                },
                ["message"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
}
