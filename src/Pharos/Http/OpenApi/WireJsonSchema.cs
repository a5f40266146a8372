using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Pharos.Kernel;

namespace Pharos.Http.OpenApi;

/// <summary>
/// Adapts schemas to <see cref="WireJson"/>. Nulls are omitted, so no type includes null. A request field is required
/// if the record says so, and a response field is required unless it is nullable.
/// </summary>
internal static class WireJsonSchema
{
    public static Task Apply(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        // XML comments wrap at 120 columns, which must not change the document.
        schema.Description = schema.Description?.ReplaceLineEndings(" ");
        schema.Type &= ~JsonSchemaType.Null;
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. WireNames.Of(type).Select(name => (JsonNode)JsonValue.Create(name))];
        }

        if (
            context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(
                typeof(AllowedValuesAttribute),
                inherit: true
            )
            is [AllowedValuesAttribute allowed]
        )
            schema.Enum = [.. allowed.Values.Select(value => (JsonNode)JsonValue.Create((string)value!))];

        if (schema.Properties is not { Count: > 0 })
            return Task.CompletedTask;
        schema.Required = context
            .JsonTypeInfo.Properties.Where(p =>
                schema.Properties.ContainsKey(p.Name)
                && (
                    !p.IsGetNullable || p.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true
                )
            )
            .Select(p => p.Name)
            .ToHashSet(StringComparer.Ordinal);
        return Task.CompletedTask;
    }
}
