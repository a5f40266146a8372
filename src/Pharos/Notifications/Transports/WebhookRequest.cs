using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pharos.Notifications.Transports;

/// <summary>An HTTP request to a platform.</summary>
/// <param name="Url">The webhook's URL, with a signature for platforms that expect it there.</param>
/// <param name="Json">The body, to be serialized.</param>
internal sealed record WebhookRequest(Uri Url, object Json)
{
    /// <summary>Text stays as it is instead of becoming <c>\uXXXX</c>, which takes up to six times the bytes.</summary>
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The body as it is sent.</summary>
    public static byte[] Bytes(object json) => JsonSerializer.SerializeToUtf8Bytes(json, Readable);

    /// <summary>
    /// Makes a request whose body, as it is sent, has at most <paramref name="max"/> bytes: cuts the text until it
    /// fits.
    /// </summary>
    /// <param name="make">Makes the body with a text.</param>
    /// <param name="text">The part that may be cut.</param>
    public static WebhookRequest Fitting(Uri url, int max, string text, Func<string, object> make)
    {
        var json = make(text);
        var frame = Bytes(make("")).Length;
        var room = Encoding.UTF8.GetByteCount(text);
        // Escapes make the text longer by a factor that differs from place to place, so one cut may not suffice.
        while (Bytes(json).Length is var sent && sent > max && room > 0)
        {
            room = Math.Max(0, (int)((long)room * (max - frame) / Math.Max(1, sent - frame)) - 16);
            json = make(WebhookMessage.Cut(text, room));
        }

        return new WebhookRequest(url, json);
    }
}
