using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;

namespace Pharos.Bench;

/// <summary>
/// What floods of requests that Pharos rejects cost: rejected requests per second, memory, and the time that a
/// visitor's page takes.
/// </summary>
internal static class FloodBench
{
    private const int SilentConnections = 3000;
    private const int StalledBodies = 1000;
    private const int Clients = 16;

    public static async Task Run()
    {
        await using var seed = await Seed.Make(100);
        var readOnly = await ReadOnlyKey(seed);
        await Flood(seed, "silent connections", Open(SilentConnections, tls: false, ""));
        await Flood(
            seed,
            "stalled bodies",
            Open(
                StalledBodies,
                tls: true,
                "POST /console/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 62000\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
                    + new string('a', 61000)
            )
        );
        var items = Encoding.UTF8.GetBytes(
            $$"""{"page_id":{{seed.PageId}},"updates":[{{string.Join(',', Enumerable.Repeat("{}", 10_500_000))}}]}"""
        );
        await Flood(
            seed,
            "long lists with a read-only key",
            Requests(_ => new HttpRequestMessage(HttpMethod.Post, "/status-page/change/create?app_key=" + readOnly)
            {
                Content = Json(items),
            })
        );
        await Flood(
            seed,
            "unknown API keys",
            Requests(n => new HttpRequestMessage(HttpMethod.Get, $"/status-page/list?app_key=unknown-{n}"))
        );
        await Flood(
            seed,
            "sign-ins from 200 addresses",
            Requests(n => new HttpRequestMessage(HttpMethod.Post, "/console/sign-in")
            {
                Headers = { { "X-Forwarded-For", $"198.51.{n % 200}.7" }, { "X-Forwarded-Proto", "https" } },
                Content = new FormUrlEncodedContent([
                    new("email", $"unknown{n}@example.com"),
                    new("password", "wrong password"),
                ]),
            })
        );
        await Flood(
            seed,
            "reads of /openapi.json",
            Requests(_ => new HttpRequestMessage(HttpMethod.Get, "/openapi.json"))
        );
    }

    /// <summary>Runs one flood against a fresh server while a visitor reads the page.</summary>
    private static async Task Flood(Seed seed, string name, Func<Server, CancellationToken, Task<long>> flood)
    {
        await using var server = await Server.Pharos([.. seed.Arguments, "--Pharos:TrustedProxies=127.0.0.1"]);
        using var http = Server.Client(server.Address);
        for (var i = 0; i < 20; i++)
            await Read(seed, server, http);
        var before = server.ResidentMiB();
        var cpu = server.ProcessorTime;
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(Load.Seconds * 2));
        var start = Stopwatch.GetTimestamp();
        var flooding = Task.Run(() => flood(server, end.Token));
        List<double> pages = [];
        while (!end.IsCancellationRequested)
        {
            pages.Add(await Read(seed, server, http));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        var count = await flooding;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var each = (server.ProcessorTime - cpu).TotalMilliseconds / Math.Max(count, 1);
        var p90 = pages.Order().ElementAt(pages.Count * 9 / 10);
        System.Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {count / seconds:N0}/s, {each:N2} ms of processor each, memory "
                    + $"+{server.PeakMiB() - before:N0} MiB at most; a page at that time: median "
                    + $"{Load.Median(pages):N1} ms, p90 {p90:N1} ms"
            )
        );
    }

    private static async Task<double> Read(Seed seed, Server server, HttpClient http)
    {
        var start = Stopwatch.GetTimestamp();
        using var page = await http.GetAsync(Seed.Site(server.Address));
        page.EnsureSuccessStatusCode();
        await page.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Opens connections, sends the text and stays silent until the end.</summary>
    private static Func<Server, CancellationToken, Task<long>> Open(int count, bool tls, string text) =>
        async (server, end) =>
        {
            var open = new ConcurrentBag<IDisposable>();
            try
            {
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, count),
                    new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = end },
                    async (_, cancel) =>
                    {
                        try
                        {
                            var client = new TcpClient();
                            open.Add(client);
                            await client.ConnectAsync(server.Address.Host, server.Address.Port, cancel);
                            if (!tls)
                                return;
                            var stream = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
                            open.Add(stream);
                            await stream.AuthenticateAsClientAsync(
                                new SslClientAuthenticationOptions { TargetHost = "localhost" },
                                cancel
                            );
                            await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
                        }
                        catch (Exception fault) when (fault is IOException or SocketException)
                        {
                            // The server refused or closed the connection, as it may in a flood.
                        }
                    }
                );
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
            }
            catch (OperationCanceledException)
            {
                // The end of the round.
            }

            var opened = open.OfType<TcpClient>().Count();
            foreach (var one in open)
                one.Dispose();
            return opened;
        };

    /// <summary>Sends requests from several clients until the end; none may be accepted or fail with a 500.</summary>
    private static Func<Server, CancellationToken, Task<long>> Requests(Func<long, HttpRequestMessage> request) =>
        async (server, end) =>
        {
            long sent = 0;
            await Task.WhenAll(
                Enumerable
                    .Range(0, Clients)
                    .Select(async _ =>
                    {
                        using var http = Server.Client(server.Address);
                        while (!end.IsCancellationRequested)
                        {
                            try
                            {
                                using var message = request(Interlocked.Increment(ref sent));
                                using var response = await http.SendAsync(message, end);
                                if ((int)response.StatusCode == 500)
                                    throw new InvalidOperationException($"{message.RequestUri} was answered with 500");
                            }
                            catch (OperationCanceledException)
                            {
                                return;
                            }
                            catch (HttpRequestException)
                            {
                                // The server closed the connection instead of reading a body that it rejects.
                            }
                        }
                    })
            );
            return sent;
        };

    private static ByteArrayContent Json(byte[] bytes) =>
        new(bytes) { Headers = { { "Content-Type", "application/json" } } };

    private static async Task<string> ReadOnlyKey(Seed seed)
    {
        await using var store = await Pharos.Database.Store.Open(
            seed.Folder,
            seed.Database,
            TimeProvider.System,
            CancellationToken.None
        );
        await using var db = await store.Databases.CreateDbContextAsync();
        var key = await CreateApiKey.Info.Run(
            new CreateAppKeyRequest("read-only", new ApiKeyLimits { ReadOnly = true }),
            store.Operation(db, seed.Owner, CancellationToken.None)
        );
        return key!.Key;
    }
}
