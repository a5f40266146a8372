using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pharos.Kernel;

namespace Pharos.Http.Auditing;

/// <summary>Converts a request to the JSON stored in the audit log: without secrets and limited in size.</summary>
internal static class AuditBody
{
    /// <summary>The maximum size of the JSON, in bytes.</summary>
    public const int MaxBytes = 10 * 1024;

    /// <summary>The maximum for operations that need no permission, so that no member can fill the log.</summary>
    public const int MaxOwnBytes = 2 * 1024;

    /// <summary>
    /// The maximum length of a text, in characters, so that one long text cannot push out other fields.
    /// </summary>
    public const int MaxTextLength = 1000;

    public const string Hidden = "***";

    private static readonly JsonSerializerOptions Json = Options();

    public static string From(object request, int maxBytes = MaxBytes)
    {
        using var body = new LimitedStream(maxBytes);
        try
        {
            JsonSerializer.Serialize(body, request, Json.GetTypeInfo(request.GetType()));
        }
        catch (FullException)
        {
            // The rest would be cut off.
        }

        return body.Text();
    }

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(WireJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Censor } },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void Censor(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.PropertyType == typeof(string)))
        {
            if (property.Get is not { } get)
                continue;
            var isSecret = property.AttributeProvider?.IsDefined(typeof(SecretAttribute), inherit: true) == true;
            property.Get = owner =>
                get(owner) switch
                {
                    null => null,
                    _ when isSecret => Hidden,
                    string text => Shorten(text),
                    var other => other,
                };
        }
    }

    private static string Shorten(string text) =>
        text.Length <= MaxTextLength
            ? text
            : string.Concat(
                text.AsSpan(0, char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength),
                "…"
            );

    /// <summary>Accepts so many bytes and then throws <see cref="FullException"/>.</summary>
    private sealed class LimitedStream(int maxBytes) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            var room = maxBytes - (int)Length;
            base.Write(buffer, offset, Math.Min(room, count));
            if (count > room)
                throw new FullException();
        }

        /// <summary>The text up to the last complete character.</summary>
        public string Text()
        {
            var bytes = GetBuffer().AsSpan(0, (int)Length);
            if (bytes.Length < maxBytes)
                return Encoding.UTF8.GetString(bytes);
            var end = bytes.Length;
            while (end > 0 && (bytes[end - 1] & 0xC0) == 0x80)
                end--;
            // Everything before this lead byte is complete; keep its character only if all its bytes are present.
            var lead = end == 0 ? (byte)0 : bytes[end - 1];
            var length = lead switch
            {
                < 0x80 => 1,
                < 0xE0 => 2,
                < 0xF0 => 3,
                _ => 4,
            };
            return Encoding.UTF8.GetString(
                bytes[
                    ..(
                        end == 0 ? 0
                        : end - 1 + length <= bytes.Length ? end - 1 + length
                        : end - 1
                    )
                ]
            );
        }
    }

    private sealed class FullException : Exception;
}
