using System.Text.Json;

namespace Pharos.Tests.Scenarios.Hostile;

/// <summary>
/// What every answer must be, whatever was asked: exactly one envelope, and nothing of our insides in it.
/// </summary>
public static class ContractAnswer
{
    private static readonly Dictionary<string, int> StatusOf = new(StringComparer.Ordinal)
    {
        ["InvalidParameter"] = 400,
        ["InvalidContentType"] = 400,
        ["MethodNotAllowed"] = 400,
        ["ResourceNotFound"] = 400,
        ["NoLicense"] = 400,
        ["ReferenceExist"] = 400,
        ["Unauthorized"] = 401,
        ["AccessDenied"] = 403,
        ["RouteNotFound"] = 404,
        ["EntityTooLarge"] = 413,
        ["RequestTooFrequently"] = 429,
    };

    private static readonly string[] Insides =
    [
        "System.",
        "Pharos.",
        "Microsoft.",
        "Npgsql",
        "SQLite",
        "Exception",
        "SELECT ",
        " at line",
    ];

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public static async Task<string?> Fault(HttpResponseMessage response, IReadOnlyList<string>? codes)
    {
        var text = await response.Content.ReadAsStringAsync();
        var status = (int)response.StatusCode;
        return Fault(status, response, text, codes) is { } fault
            ? $"{fault}; answered {status} {(text.Length < 600 ? text : text[..600])}"
            : null;
    }

    private static string? Fault(int status, HttpResponseMessage response, string text, IReadOnlyList<string>? codes)
    {
        if (status >= 500)
            return "a fault of ours";
        if (
            status == 200
            && response.Content.Headers.ContentType is { MediaType: "text/csv" }
            && response.RequestMessage!.RequestUri!.AbsolutePath == "/status-page/subscriber/export"
        )
            return codes is not null ? "accepted, and should not be"
                : text.StartsWith("Method,Recipient,", StringComparison.Ordinal) ? null
                : "not the file that was asked for";
        if (response.Content.Headers.ContentType is not { MediaType: "application/json" })
            return "no JSON";
        if (!response.Headers.TryGetValues("Flashcat-Request-Id", out var ids))
            return "no request id in the headers";
        JsonElement root;
        try
        {
            root = JsonElement.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException fault)
        {
            return "broken JSON: " + fault.Message;
        }

        if (root.GetProperty("request_id").GetString() is not { } id || id != ids.Single() || !IsUlid(id))
            return "request ids disagree or are no ULID";
        var members = root.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ToList();
        if (status == 200)
            return !members.SequenceEqual(["data", "request_id"]) ? "not the envelope of a success"
                : codes is not null ? "accepted, and should not be"
                : null;
        return members.SequenceEqual(["error", "request_id"])
            ? Refusal(status, root.GetProperty("error"), codes)
            : "not the envelope of an error";
    }

    private static string? Refusal(int status, JsonElement error, IReadOnlyList<string>? codes)
    {
        if (
            !error
                .EnumerateObject()
                .Select(p => p.Name)
                .Order(StringComparer.Ordinal)
                .SequenceEqual(["code", "message"])
        )
            return "an error is code and message";
        var code = error.GetProperty("code").GetString()!;
        if (!StatusOf.TryGetValue(code, out var expected) || expected != status)
            return $"{code} does not go with {status}";
        if (codes?.Contains(code, StringComparer.Ordinal) == false)
            return $"refused as {code}, not as {string.Join(" or ", codes)}";
        var message = error.GetProperty("message").GetString();
        if (string.IsNullOrWhiteSpace(message) || message.Length > 2000)
            return "a message that helps no one";
        return Insides.FirstOrDefault(word => message.Contains(word, StringComparison.Ordinal)) is { } word
            ? $"the message shows '{word}'"
            : null;
    }

    private static bool IsUlid(string text) =>
        text.Length == 26
        && text[0] is >= '0' and <= '7'
        && text.All(c => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Contains(c, StringComparison.Ordinal));
}
