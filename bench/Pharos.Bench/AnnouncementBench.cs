using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace Pharos.Bench;

/// <summary>
/// An incident notification to a hundred thousand subscribers, compared with a bare loop that sends the same emails to
/// the same sink.
/// </summary>
internal static class AnnouncementBench
{
    private const int Connections = 8;

    private const int Rounds = 3;

    /// <summary>Announcements under way while reads are measured.</summary>
    private const int AtOnce = 4;

    private static readonly int Receivers = int.TryParse(
        Environment.GetEnvironmentVariable("RECEIVERS"),
        CultureInfo.InvariantCulture,
        out var value
    )
        ? value
        : 100_000;

    public static async Task Run()
    {
        await using var seed = await Seed.Make(100);
        await seed.Subscribe(Receivers);
        var firstMail = Path.Combine(seed.Folder, "first.eml");
        using var sink = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Pharos.Bench.dll"), "sink", firstMail]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        try
        {
            var port = int.Parse(
                (await sink.StandardOutput.ReadLineAsync())!.Split(' ')[^1],
                CultureInfo.InvariantCulture
            );
            await using var pharos = await Server.Pharos([
                .. seed.Arguments,
                "--Pharos:Mail:Host=127.0.0.1",
                $"--Pharos:Mail:Port={port}",
                "--Pharos:Mail:Security=none",
                $"--Pharos:Delivery:Connections={Connections}",
            ]);
            var read = new Target(pharos, seed.ChangeInfo(pharos.Address, seed.ChangeIds[0]));
            var idle = (await Load.InTurns(read))[0].PerSecond;

            var cold = await Announce(seed, pharos, port, "Slow answers");
            var mail = await File.ReadAllBytesAsync(firstMail);
            var (announced, bare) = (new List<Announced>(), new List<double>());
            var (own, mailKit) = (
                new List<(double PerSecond, double Microseconds)>(),
                new List<(double PerSecond, double Microseconds)>()
            );
            for (var round = 1; round <= Rounds; round++)
            {
                announced.Add(await Announce(seed, pharos, port, $"Slow answers {round}"));
                await Ask(port, "FORGET");
                await BareMailLoop.Run(port, mail, Receivers, Connections);
                bare.Add((await Await(port, Receivers)).PerSecond);
                own.Add(await Client(port, () => SmtpClientLoop.Run(port, mail, Receivers, Connections)));
                mailKit.Add(await Client(port, () => MailKitLoop.Run(port, mail, Receivers, Connections)));
            }

            var (rate, bareRate) = (Load.Median(announced.Select(a => a.PerSecond)), Load.Median(bare));
            System.Console.WriteLine(
                $"announcement to {Receivers:N0}: {rate:N0} mails/s, bare loop {bareRate:N0} "
                    + $"({mail.Length:N0} bytes each): ratio {rate / bareRate:F2} (target 0.60); the first after "
                    + $"a start: {cold.PerSecond:N0}"
            );
            System.Console.WriteLine(
                $"announcement: first mail {Load.Median(announced.Select(a => a.FirstAfter)):F2} s after "
                    + $"publishing, after a start {cold.FirstAfter:F2} (target 1)"
            );
            System.Console.WriteLine(
                $"announcement: peak memory of the server {pharos.PeakMiB():N0} MiB (target 300), its "
                    + $"processor time per mail {Load.Median(announced.Select(a => a.Microseconds)):N0} µs"
            );

            var (ownRate, kitRate) = (
                Load.Median(own.Select(o => o.PerSecond)),
                Load.Median(mailKit.Select(m => m.PerSecond))
            );
            System.Console.WriteLine(
                $"SMTP clients alone: own {ownRate:N0} mails/s, "
                    + $"{Load.Median(own.Select(o => o.Microseconds)):N0} µs of processor each; "
                    + $"MailKit {kitRate:N0} mails/s, {Load.Median(mailKit.Select(m => m.Microseconds)):N0} "
                    + $"µs each; own/MailKit {ownRate / kitRate:F1}, "
                    + $"own/bare {ownRate / bareRate:F2}, MailKit/bare {kitRate / bareRate:F2}"
            );

            await Ask(port, "FORGET");
            // As many as last longer than the measurement.
            for (var i = 1; i <= AtOnce; i++)
                await Publish(seed, pharos, $"Slow answers again {i}");
            var during = (await Load.InTurns(read))[0].PerSecond;
            var so = (await Count(port)).Mails;
            System.Console.WriteLine(
                $"change/info during announcements: {during:N0} requests/s, idle {idle:N0}: ratio "
                    + $"{during / idle:F2} (target 0.50)"
                    + (so >= AtOnce * Receivers ? "; they ended before the measurement" : "")
            );
        }
        finally
        {
            sink.Kill();
        }
    }

    /// <returns>The rate at the sink, and processor time for each email.</returns>
    private static async Task<(double PerSecond, double Microseconds)> Client(int port, Func<Task<double>> run)
    {
        await Ask(port, "FORGET");
        var microseconds = await run();
        return ((await Await(port, Receivers)).PerSecond, microseconds);
    }

    private static async Task<Announced> Announce(Seed seed, Server pharos, int port, string title)
    {
        await Ask(port, "FORGET");
        var before = pharos.ProcessorTime;
        var published = await Publish(seed, pharos, title);
        var so = await Await(port, Receivers);
        return new Announced(
            so.PerSecond,
            (so.First - published) / 1000.0,
            (pharos.ProcessorTime - before).TotalMicroseconds / so.Mails
        );
    }

    /// <returns>When it was asked for, in unix milliseconds.</returns>
    private static async Task<long> Publish(Seed seed, Server server, string title)
    {
        using var http = Server.Client(server.Address);
        var components = (
            await http.GetFromJsonAsync<System.Text.Json.JsonElement>(
                $"/status-page/info?app_key={seed.Key}&page_id={seed.PageId}"
            )
        )
            .GetProperty("data")
            .GetProperty("components");
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using var answer = await http.PostAsJsonAsync(
            $"/status-page/change/create?app_key={seed.Key}",
            new
            {
                page_id = seed.PageId,
                type = "incident",
                title,
                description = "Answers are slow.",
                status = "investigating",
                notify_subscribers = true,
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "About 8 % of API requests fail with status 503. We are looking into it.",
                        component_changes = new[]
                        {
                            new
                            {
                                component_id = components[0].GetProperty("component_id").GetString(),
                                status = "degraded",
                            },
                        },
                    },
                },
            }
        );
        answer.EnsureSuccessStatusCode();
        return at;
    }

    /// <summary>Asks the sink until all have come; gives up after ten minutes.</summary>
    private static async Task<Taken> Await(int port, int mails)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var so = await Count(port);
            if (so.Mails >= mails)
                return so;
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(10))
                throw new InvalidOperationException($"only {so.Mails} of {mails} mails came in ten minutes");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private static async Task<Taken> Count(int port)
    {
        var parts = (await Ask(port, "COUNT"))
            .Split(' ')
            .Skip(1)
            .Select(p => long.Parse(p, CultureInfo.InvariantCulture))
            .ToArray();
        return new Taken(parts[0], parts[1], parts[2]);
    }

    private static async Task<string> Ask(int port, string what)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var reader = new StreamReader(client.GetStream());
        await reader.ReadLineAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(what + "\r\n"));
        return (await reader.ReadLineAsync())!;
    }

    /// <param name="FirstAfter">Seconds from publishing to the first mail.</param>
    /// <param name="Microseconds">
    /// The server's processor time per mail: unlike the rate, it hardly depends on what else the machine does.
    /// </param>
    private sealed record Announced(double PerSecond, double FirstAfter, double Microseconds);

    /// <summary>
    /// What the sink has taken: how many mails and, in unix milliseconds, when the first and the last.
    /// </summary>
    private sealed record Taken(long Mails, long First, long Last)
    {
        public double PerSecond => Mails / ((Last - First) / 1000.0);
    }
}
