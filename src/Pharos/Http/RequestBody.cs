using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Reads the JSON body of a request. Errors contain the wire name of the invalid field and the expected type.
/// </summary>
internal static class RequestBody
{
    /// <summary>The largest buffer allocated from <c>Content-Length</c> before the data arrives, in bytes.</summary>
    private const long MaxInitialBuffer = 64 << 10;

    /// <summary>The raw body of an API request; null for a request without a body.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Receive(HttpContext context, Operation operation)
    {
        var request = context.Request;
        if (
            request.ContentLength == 0
            || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false
        )
            return null;
        if (!MediaType.Is(request, MediaType.Json))
            throw new ApiException(ErrorCode.InvalidContentType, new Message(Messages.InvalidContentType));
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, MaxInitialBuffer));
        var services = context.RequestServices;
        await Copy(
            request,
            body,
            services.GetRequiredService<RequestLimits>().For(operation),
            services.GetRequiredService<BodyBudget>().Members,
            context.RequestAborted
        );
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <param name="to">Gets the body.</param>
    /// <param name="maxBytes">The largest accepted body.</param>
    /// <param name="share">The part of the process's budget that the body counts for until the request ends.</param>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.EntityTooLarge"/>, or <see cref="ErrorCode.ServiceUnavailable"/>: the budget is used up.
    /// </exception>
    public static async Task Copy(
        HttpRequest request,
        MemoryStream to,
        long maxBytes,
        BodyShare share,
        CancellationToken cancel
    )
    {
        if (request.ContentLength > maxBytes)
            throw Errors.TooLarge(maxBytes);
        var reservation = share.Reserve(request.HttpContext);
        var buffer = ArrayPool<byte>.Shared.Rent(32 << 10);
        using var body = new BodyReader(request, cancel);
        try
        {
            int read;
            while ((read = await body.Read(buffer)) > 0)
            {
                if (to.Length + read > maxBytes)
                    throw Errors.TooLarge(maxBytes);
                reservation.Add(read);
                to.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Parses a body; without one, all fields are absent.</summary>
    public static T ParseOptional<T>(ReadOnlyMemory<byte>? body)
        where T : class => body is { } json ? Parse<T>(json.Span) : Empty<T>();

    /// <summary>A request record with no fields set.</summary>
    public static T Empty<T>()
        where T : class => (T)WireJson.Options.GetTypeInfo(typeof(T)).CreateObject!();

    /// <exception cref="ApiException">The JSON is malformed or does not match the type.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        // The JSON reader skips unknown fields without validating their encoding.
        if (!Utf8.IsValid(json))
            throw Errors.Invalid(Messages.BadEncoding);
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        ItemLimits.Scan<T>(json);
        try
        {
            return JsonSerializer.Deserialize<T>(json, WireJson.Options)
                ?? throw Errors.Invalid(Messages.NotJsonObject);
        }
        catch (JsonException error)
        {
            throw Explain(error, typeof(T));
        }
    }

    private static ApiException Explain(JsonException error, Type root)
    {
        var path = error.Path ?? "$";
        if (error.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return Errors.Invalid(
                Messages.DuplicateField,
                path.TrimStart('$', '.') is { Length: > 0 } p ? FieldAt(path, root).Name ?? p : "…"
            );
        // Syntax errors of the JSON reader have an inner exception; errors of converters do not.
        if (error.InnerException is JsonException)
            return Errors.Invalid(Messages.NotJson, Position(error));
        var (name, type) = FieldAt(path, root);
        if (type is null)
            return Errors.Invalid(Messages.NotJson, Position(error));
        return name is null
            ? Errors.Invalid(Messages.NotJsonObject)
            : Errors.Invalid(Messages.WrongType, name, Kind(type));
    }

    private static string Position(JsonException error) =>
        $"{(error.LineNumber ?? 0) + 1}:{(error.BytePositionInLine ?? 0) + 1}";

    /// <summary>
    /// Resolves a path such as <c>$.updates[0].status</c>. Names are taken from the types, never from the request,
    /// which may contain a secret in the wrong place.
    /// </summary>
    private static (string? Name, Type? Type) FieldAt(string path, Type root)
    {
        var type = root;
        var name = "";
        foreach (var step in path.Split('.', '[').Skip(1))
        {
            if (step.EndsWith(']'))
            {
                if (ItemOf(type) is not { } item || !int.TryParse(step.AsSpan(0, step.Length - 1), out _))
                    return (null, null);
                type = item;
                name += '[' + step;
                continue;
            }

            var property = WireJson.Options.GetTypeInfo(type).Properties.FirstOrDefault(p => p.Name == step);
            if (property is null)
                return (null, null);
            type = property.PropertyType;
            name = name.Length == 0 ? step : name + '.' + step;
        }

        return (name.Length == 0 ? null : name, type);
    }

    /// <summary>The type of a list's items; null if the type is not a list. A map is not one.</summary>
    internal static Type? ItemOf(Type type) =>
        type != typeof(string)
        && typeof(IEnumerable).IsAssignableFrom(type)
        && !typeof(IDictionary).IsAssignableFrom(type)
        && type.IsGenericType
            ? type.GetGenericArguments()[0]
            : null;

    internal static Message Kind(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(long) || type == typeof(int))
            return new Message(Messages.KindInteger);
        if (type == typeof(double))
            return new Message(Messages.KindNumber);
        if (type == typeof(string))
            return new Message(Messages.KindString);
        if (type == typeof(bool))
            return new Message(Messages.KindBoolean);
        if (type.IsEnum)
            return new Message(Messages.KindOneOf, string.Join(", ", WireNames.Of(type)));
        return new Message(ItemOf(type) is null ? Messages.KindObject : Messages.KindArray);
    }
}
