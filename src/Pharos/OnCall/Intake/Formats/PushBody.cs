using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// Parses the JSON body of a push. It is more tolerant than the API's parser, because an alert must not be lost to an
/// unknown field, a field that appears twice (the last one counts), or half a surrogate pair in a log line.
/// </summary>
internal static class PushBody
{
    /// <summary>
    /// The maximum number of values. The parser needs some 24 bytes for each of them in addition to the body.
    /// </summary>
    public const int MaxValues = 1_000_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <exception cref="ApiException">The body is not JSON, or its root is not an object.</exception>
    public static JsonDocument ParseObject(ReadOnlyMemory<byte> body)
    {
        var document = Parse(body);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        throw Errors.Invalid(Messages.NotJsonObject);
    }

    /// <exception cref="ApiException">The body is not JSON in UTF-8, or has too many values.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
            throw Errors.Invalid(Messages.BadEncoding);
        if (body.Span.StartsWith(Encoding.UTF8.Preamble))
            body = body[Encoding.UTF8.Preamble.Length..];
        // Commas within texts count too; real payloads stay far below the limit.
        if (body.Span.Count((byte)',') >= MaxValues)
            throw Errors.Invalid(IntakeMessages.TooManyValues, MaxValues);
        try
        {
            return JsonDocument.Parse(ReplaceUnpairedSurrogates(body), Options);
        }
        catch (JsonException error)
        {
            throw Errors.Invalid(Messages.NotJson, $"{error.LineNumber + 1}:{error.BytePositionInLine + 1}");
        }
    }

    /// <summary>
    /// Replaces escapes such as <c>\ud800</c> that are half a pair with the replacement character. The parser accepts
    /// them, but can't make a string of them.
    /// </summary>
    private static ReadOnlyMemory<byte> ReplaceUnpairedSurrogates(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf("\\ud"u8) < 0 && body.Span.IndexOf("\\uD"u8) < 0)
            return body;
        var copy = body.ToArray();
        for (var i = 0; i < copy.Length; i++)
        {
            if (copy[i] != '\\')
                continue;
            var unit = Escaped(copy, i);
            if (!char.IsSurrogate(unit))
                i++; // The escaped character may be a backslash.
            else if (char.IsSurrogatePair(unit, Escaped(copy, i + 6)))
                i += 11;
            else
            {
                "fffd"u8.CopyTo(copy.AsSpan(i + 2));
                i += 5;
            }
        }

        return copy;
    }

    /// <summary>The character of the escape <c>\uXXXX</c> at an index; NUL if there is no such escape.</summary>
    private static char Escaped(ReadOnlySpan<byte> json, int index) =>
        json.Length >= index + 6
        && json[index] == '\\'
        && json[index + 1] == 'u'
        && ushort.TryParse(
            json.Slice(index + 2, 4),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : '\0';
}
