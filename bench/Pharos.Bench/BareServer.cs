using System.Text.Json;

namespace Pharos.Bench;

/// <summary>The response of the bare program: the status, headers and body of Pharos.</summary>
internal sealed record BareResponse(int Status, Dictionary<string, string> Headers, byte[] Body)
{
    public static BareResponse Read(string file) => JsonSerializer.Deserialize<BareResponse>(File.ReadAllBytes(file))!;
}

/// <summary>Starts bare Kestrel programs for comparison.</summary>
internal static class BareServer
{
    /// <summary>Requests an address once and starts a program that returns the same response.</summary>
    /// <param name="folder">The folder with the certificate of Pharos. The response is also stored there.</param>
    /// <returns>The program, and the length of the body in bytes.</returns>
    public static async Task<(Server Server, int Length)> Start(string address, string folder, string[] headers)
    {
        using var http = Server.Client(new Uri(address));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(
                header[..header.IndexOf(':', StringComparison.Ordinal)],
                header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            );
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        var all = response
            .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(h => h.Key is not ("Date" or "Server" or "Content-Length"))
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".response");
        await File.WriteAllBytesAsync(
            file,
            JsonSerializer.SerializeToUtf8Bytes(new BareResponse((int)response.StatusCode, all, body))
        );
        return (await Server.Comparison("bare", folder, file), body.Length);
    }
}
