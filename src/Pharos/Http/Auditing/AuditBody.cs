using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pharos.Kernel;

namespace Pharos.Http.Auditing;

/// <summary>Of a text in a request: it is never kept, not even in the audit log.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;

/// <summary>What is kept of a request: its JSON, without secrets and not too much of it.</summary>
internal static class AuditBody
{
    /// <summary>In bytes.</summary>
    public const int MaxBytes = 10 * 1024;

    /// <summary>Of one text, in characters: a long one, put before what matters, must not push it out.</summary>
    public const int MaxTextLength = 1000;

    public const string Hidden = "***";

    private static readonly JsonSerializerOptions Json = Options();

    public static string From(object request)
    {
        using var body = new Bounded();
        try
        {
            JsonSerializer.Serialize(body, request, Json.GetTypeInfo(request.GetType()));
        }
        catch (FullException)
        {
            // What more there is would be cut off anyway.
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
                    string text => Shortened(text),
                    var other => other,
                };
        }
    }

    private static string Shortened(string text) =>
        text.Length <= MaxTextLength
            ? text
            : string.Concat(
                text.AsSpan(0, char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength),
                "…"
            );

    /// <summary>Takes so many bytes, and then ends the writing.</summary>
    private sealed class Bounded : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            var room = MaxBytes - (int)Length;
            base.Write(buffer, offset, Math.Min(room, count));
            if (count > room)
                throw new FullException();
        }

        /// <summary>All that came, up to the last whole character.</summary>
        public string Text()
        {
            var bytes = GetBuffer().AsSpan(0, (int)Length);
            if (bytes.Length < MaxBytes)
                return Encoding.UTF8.GetString(bytes);
            var end = bytes.Length;
            while (end > 0 && (bytes[end - 1] & 0xC0) == 0x80)
                end--;
            // Before what begins here there are whole characters only; it counts itself where all of it is there.
            var first = end == 0 ? (byte)0 : bytes[end - 1];
            var length = first switch
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
