using System.Net.Http.Headers;
using System.Text;

namespace Pharos.Tests.Scenarios.Hostile;

/// <summary>A request that no honest client would send, and what must become of it.</summary>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Method">As it is sent.</param>
/// <param name="Address">Path and query, escaped as it is sent.</param>
/// <param name="Body">Null sends none.</param>
/// <param name="ContentType">Null sends none.</param>
/// <param name="Codes">The errors it may be refused with; null when it may as well be accepted.</param>
public sealed record HostileRequest(
    string Kind,
    HttpMethod Method,
    string Address,
    byte[]? Body,
    string? ContentType,
    IReadOnlyList<string>? Codes
)
{
    public const string Json = "application/json";

    public bool MustBeRefused => Codes is not null;

    /// <summary>Sends the body without saying how long it is.</summary>
    public bool Chunked { get; init; }

    public string? AcceptLanguage { get; init; }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(
            Method,
            new Uri(Address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
        );
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            if (ContentType is not null)
                message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            if (Chunked)
                message.Headers.TransferEncodingChunked = true;
        }

        if (AcceptLanguage is not null)
            message.Headers.TryAddWithoutValidation("Accept-Language", AcceptLanguage);
        return message;
    }

    /// <summary>For the report of a failed test.</summary>
    public override string ToString()
    {
        var body = Body is null ? "(no body)" : Encoding.UTF8.GetString(Body);
        return $"{Kind}: {Method} {Short(Address)} [{ContentType ?? "no content type"}] {Short(body)}";
    }

    private static string Short(string text) =>
        text.Length <= 600 ? text : $"{text[..400]} … ({text.Length} characters) … {text[^100..]}";
}
