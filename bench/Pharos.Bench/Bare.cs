using System.Text.Json;

namespace Pharos.Bench;

/// <summary>An answer as the bare program gives it: pharos's own status, headers and bytes.</summary>
internal sealed record BareAnswer(int Status, Dictionary<string, string> Headers, byte[] Body)
{
    public static BareAnswer Read(string file) => JsonSerializer.Deserialize<BareAnswer>(File.ReadAllBytes(file))!;
}

/// <summary>Starts bare programs.</summary>
internal static class Bare
{
    /// <summary>Asks pharos once and starts a program that answers the same.</summary>
    /// <param name="folder">Where pharos's certificate is, and where the answer may lie.</param>
    /// <returns>The program, and the length of the body in bytes.</returns>
    public static async Task<(Server Server, int Length)> Of(string address, string folder, string[] headers)
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
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".answer");
        await File.WriteAllBytesAsync(
            file,
            JsonSerializer.SerializeToUtf8Bytes(new BareAnswer((int)response.StatusCode, all, body))
        );
        return (await Server.Comparison("bare", folder, file), body.Length);
    }
}
