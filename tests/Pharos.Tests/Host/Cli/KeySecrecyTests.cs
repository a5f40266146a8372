using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

/// <summary>
/// Wherever a client puts its key, right or wrong, it never comes out in what the program writes, at any log level.
/// </summary>
[Trait("Runs", "Once")]
public sealed class KeySecrecyTests
{
    [Fact]
    public async Task A_key_never_comes_out_in_the_log()
    {
        var folder = Directory.CreateTempSubdirectory("pharos-secret-").FullName;
        await using (
            var program = await PharosProcess.Serve(
                "--data",
                folder,
                "--Logging:LogLevel:Default=Trace",
                "--Logging:LogLevel:Microsoft=Trace",
                "--Logging:LogLevel:System=Trace"
            )
        )
        {
            var address = program.Address;
            await PharosCommand.Run(
                [
                    "account",
                    "create",
                    "--data",
                    folder,
                    "--name",
                    "Acme",
                    "--email",
                    "a@example.com",
                    "--password-stdin",
                ],
                "correct horse battery\n"
            );
            var key = (
                await PharosCommand.Run(["key", "create", "--data", folder, "--email", "a@example.com", "--name", "x"])
            ).Out.Trim();
            using var http = TestServer.NewHttpClient(address);
            Assert.True((await http.GetAsync("/status-page/list?app_key=" + key)).IsSuccessStatusCode);
            foreach (var path in Paths(key))
                await (await http.GetAsync(path)).Content.ReadAsStringAsync();
            await SendBodiesAndHeaders(http, key);
            using (var plain = TestServer.NewHttpClient(new UriBuilder(address) { Scheme = "http" }.Uri))
                await plain.GetAsync("/status-page/list?app_key=" + key);
            foreach (var bytes in Malformed(key))
                await SendRaw(address, bytes);
            await http.GetAsync("/the-last-of-them");
            await program.Terminate(); // Which writes what is left in the log's queue.

            Assert.Contains("the-last-of-them", program.Written, StringComparison.Ordinal);
            for (var i = 0; i + 20 <= key.Length; i++)
                Assert.True(
                    !program.Written.Contains(key.Substring(i, 20), StringComparison.OrdinalIgnoreCase),
                    Around(program.Written, key.Substring(i, 20))
                );
        }

        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Paths(string key) =>
        [
            $"/status-page/list?APP_KEY={key}",
            $"/status-page/list?appkey={key}",
            $"/status-page/list?key={key}&app_key={key}&app_key={key}",
            $"/status-page/list?app_key%5B%5D={key}",
            $"/status-page/list?app_key={key.ToUpperInvariant()}",
            $"/status-page/list?{key}",
            $"/status-page/info?app_key={key}&page_id={key}",
            $"/{key}",
            $"/{key}/list",
            $"/status-page/x{key}y",
            $"/status-page/_{key}_",
            $"/status-page/list/app_key={key}",
            $"/nowhere?app_key=%20{key}",
            $"/nowhere?x=1;app_key={key}",
        ];

    private static async Task SendBodiesAndHeaders(HttpClient http, string key)
    {
        foreach (
            var body in (string[])
                [
                    $$"""{"app_key":"{{key}}"}""",
                    $$"""{"name":"{{key}}","{{key}}":1,"type":"{{key}}"}""",
                    key,
                    $$"""{"page_id":{{key}}}""",
                ]
        )
        {
            await http.PostAsync(
                "/status-page/create?app_key=" + key,
                new StringContent(body, Encoding.UTF8, "application/json")
            );
            await http.PostAsync("/status-page/create", new StringContent(body, Encoding.UTF8, "application/json"));
            await http.PostAsync("/status-page/create?app_key=" + key, new StringContent(body));
        }

        foreach (
            var header in (string[])
                [
                    "X-App-Key",
                    "Authorization",
                    "Cookie",
                    "User-Agent",
                    "Referer",
                    "Accept-Language",
                    "X-Forwarded-For",
                    "Flashcat-Request-Id",
                    key,
                ]
        )
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, "/status-page/list");
            message.Headers.TryAddWithoutValidation(header, key);
            await http.SendAsync(message);
        }
    }

    private static IEnumerable<string> Malformed(string key) =>
        [
            $"GET /status-page/list?app_key={key} HTTP/9.9\r\n\r\n",
            $"GET /status-page/list?app_key={key}\r\n\r\n",
            $"{key} {key} {key}\r\n\r\n",
            $"{key}\r\n\r\n",
            $"GET / HTTP/1.1\r\n{key}\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: {key}:{key}\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: {key}\r\n\r\n",
            $"{key} /nowhere HTTP/1.1\r\nHost: a\r\n\r\n",
            $"GET app_key={key} HTTP/1.1\r\nHost: a\r\n\r\n",
            $"GET /\0?app_key={key} HTTP/1.1\r\nHost: a\r\n\r\n",
            $"POST /status-page/list?app_key={key} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                + $"chunked\r\n\r\n{key}\r\n\r\n",
            // What is too long is cut somewhere: perhaps within the key.
            .. Enumerable.Range(0, 8).Select(i => $"GET  /{new string('a', 70 + (i * 8))}{key} HTTP/1.1\r\n\r\n"),
        ];

    private static async Task SendRaw(Uri address, string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port);
        await using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        await tls.WriteAsync(Encoding.Latin1.GetBytes(request));
        try
        {
            // The answer, or the end of the connection: either way the server has read it.
            _ = await tls.ReadAtLeastAsync(
                new byte[4096],
                1,
                throwOnEndOfStream: false,
                new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token
            );
        }
        catch (IOException)
        {
            // Cut off, which is an answer too.
        }
    }

    private static string Around(string text, string found)
    {
        var at = text.IndexOf(found, StringComparison.OrdinalIgnoreCase);
        return "the log says: " + text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)];
    }
}
