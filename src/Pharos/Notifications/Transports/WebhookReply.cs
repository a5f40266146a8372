using System.Globalization;
using System.Text.Json;

namespace Pharos.Notifications.Transports;

/// <summary>
/// Reads responses with HTTP status 200 that carry their actual result as a code in the body: 0 for success.
/// </summary>
internal static class WebhookReply
{
    private const int LongestReason = 200;

    /// <summary>The first of the named numbers in the body; null when the body has none of them.</summary>
    public static int? Code(string body, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(body, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var code))
                return code;
        }

        return null;
    }

    /// <summary>The code with the platform's error message.</summary>
    public static string Reason(string body, int code, params ReadOnlySpan<string> names)
    {
        var number = code.ToString(CultureInfo.InvariantCulture);
        foreach (var name in names)
        {
            if (
                Find(body, name) is { ValueKind: JsonValueKind.String } value
                && value.GetString() is { Length: > 0 } text
            )
                return $"{number} {(text.Length > LongestReason ? text[..LongestReason] : text)}";
        }

        return number;
    }

    private static JsonElement? Find(string body, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(name, out var value)
                ? value.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
