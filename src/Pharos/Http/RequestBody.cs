using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Reads the JSON body of a request, or says by its wire name which field cannot be read and what it should be.
/// </summary>
internal static class RequestBody
{
    /// <summary>Memory set aside on the word of <c>Content-Length</c> alone, in bytes.</summary>
    private const long MostTrusted = 64 << 10;

    public static async Task<T> Read<T>(HttpContext context)
        where T : class => ParseOptional<T>(await Receive(context));

    /// <summary>The body as it came; null when there is none.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Receive(HttpContext context)
    {
        var request = context.Request;
        if (
            request.ContentLength == 0
            || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false
        )
            return null;
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        )
            throw new ApiException(ErrorCode.InvalidContentType, new Message(Messages.InvalidContentType));
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, MostTrusted));
        await Copy(
            request,
            body,
            context.RequestServices.GetRequiredService<RequestLimits>().MaxBodyBytes,
            context.RequestAborted
        );
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <exception cref="ApiException"><see cref="ErrorCode.EntityTooLarge"/></exception>
    public static async Task Copy(HttpRequest request, MemoryStream to, long most, CancellationToken cancel)
    {
        if (request.ContentLength > most)
            throw Errors.TooLarge(most);
        var buffer = ArrayPool<byte>.Shared.Rent(32 << 10);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
            {
                if (to.Length + read > most)
                    throw Errors.TooLarge(most);
                to.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads a body that has arrived whole; where there is none, all fields are absent.</summary>
    public static T ParseOptional<T>(ReadOnlyMemory<byte>? body)
        where T : class => body is { } json ? Parse<T>(json.Span) : Empty<T>();

    /// <summary>A request without any field.</summary>
    public static T Empty<T>()
        where T : class => (T)WireJson.Options.GetTypeInfo(typeof(T)).CreateObject!();

    /// <summary>Reads JSON that has arrived whole.</summary>
    public static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        // The JSON reader steps over the fields it does not know without looking into them.
        if (!Utf8.IsValid(json))
            throw Errors.Invalid(Messages.BadEncoding);
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        try
        {
            return JsonSerializer.Deserialize<T>(json, WireJson.Options)
                ?? throw Errors.Invalid(Messages.NotJsonObject);
        }
        catch (JsonException fault)
        {
            throw Explain(fault, typeof(T));
        }
    }

    private static ApiException Explain(JsonException fault, Type root)
    {
        var path = fault.Path ?? "$";
        if (fault.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return Errors.Invalid(
                Messages.DuplicateField,
                path.TrimStart('$', '.') is { Length: > 0 } p ? FieldAt(path, root).Name ?? p : "…"
            );
        // The reader puts its own complaints about syntax into an inner exception; the converters' come without one.
        if (fault.InnerException is JsonException)
            return Errors.Invalid(Messages.NotJson, Position(fault));
        var (name, type) = FieldAt(path, root);
        if (type is null)
            return Errors.Invalid(Messages.NotJson, Position(fault));
        return name is null
            ? Errors.Invalid(Messages.NotJsonObject)
            : Errors.Invalid(Messages.WrongType, name, Kind(type));
    }

    private static string Position(JsonException fault) =>
        $"{(fault.LineNumber ?? 0) + 1}:{(fault.BytePositionInLine ?? 0) + 1}";

    /// <summary>
    /// Follows a path such as <c>$.updates[0].status</c> through the types. Names come from our types, never from the
    /// request: what a client sent may be a secret in the wrong place.
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

    private static Type? ItemOf(Type type) =>
        type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType
            ? type.GetGenericArguments()[0]
            : null;

    internal static Message Kind(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(long) || type == typeof(int))
            return new Message(Messages.KindInteger);
        if (type == typeof(string))
            return new Message(Messages.KindString);
        if (type == typeof(bool))
            return new Message(Messages.KindBoolean);
        if (type.IsEnum)
            return new Message(Messages.KindOneOf, string.Join(", ", WireNames(type)));
        return new Message(ItemOf(type) is null ? Messages.KindObject : Messages.KindArray);
    }

    internal static IEnumerable<string> WireNames(Type enumeration) =>
        Enum.GetNames(enumeration).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
}
