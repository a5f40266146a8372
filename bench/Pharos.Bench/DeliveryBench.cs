using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace Pharos.Bench;

/// <summary>
/// Delivers an incident to 100,000 email subscribers, compared with a bare loop that sends the same emails to the same
/// sink.
/// </summary>
internal static class DeliveryBench
{
    private const int Connections = 8;

    private const int Rounds = 3;

    /// <summary>Changes being delivered while reads are measured.</summary>
    private const int Concurrent = 4;

    private static readonly int Recipients = int.TryParse(
        Environment.GetEnvironmentVariable("RECIPIENTS"),
        CultureInfo.InvariantCulture,
        out var value
    )
        ? value
        : 100_000;

    public static async Task Run()
    {
        await using var seed = await Seed.Make(100);
        await seed.Subscribe(Recipients);
        var firstEmail = Path.Combine(seed.Folder, "first.eml");
        using var sink = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Pharos.Bench.dll"), "sink", firstEmail]
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

            var cold = await Deliver(seed, pharos, port, "Slow answers");
            var email = await File.ReadAllBytesAsync(firstEmail);
            var (delivered, bare) = (new List<Delivered>(), new List<double>());
            var (own, mailKit) = (
                new List<(double PerSecond, double Microseconds)>(),
                new List<(double PerSecond, double Microseconds)>()
            );
            for (var round = 1; round <= Rounds; round++)
            {
                delivered.Add(await Deliver(seed, pharos, port, $"Slow answers {round}"));
                await Ask(port, "RESET");
                await BareEmailLoop.Run(port, email, Recipients, Connections);
                bare.Add((await Await(port, Recipients)).PerSecond);
                own.Add(await Client(port, () => SmtpClientLoop.Run(port, email, Recipients, Connections)));
                mailKit.Add(await Client(port, () => MailKitLoop.Run(port, email, Recipients, Connections)));
            }

            var (rate, bareRate) = (Load.Median(delivered.Select(d => d.PerSecond)), Load.Median(bare));
            System.Console.WriteLine(
                $"delivery to {Recipients:N0} recipients: {rate:N0} emails/s, bare loop {bareRate:N0} "
                    + $"({email.Length:N0} bytes each): ratio {rate / bareRate:F2} (target 0.60); the first "
                    + $"delivery after startup: {cold.PerSecond:N0}"
            );
            System.Console.WriteLine(
                $"delivery: first email {Load.Median(delivered.Select(d => d.FirstAfter)):F2} s after "
                    + $"publishing; after startup {cold.FirstAfter:F2} (target 1)"
            );
            System.Console.WriteLine(
                $"delivery: peak memory of the server {pharos.PeakMiB():N0} MiB (target 300), "
                    + $"processor time per email {Load.Median(delivered.Select(d => d.Microseconds)):N0} µs"
            );

            var (ownRate, kitRate) = (
                Load.Median(own.Select(o => o.PerSecond)),
                Load.Median(mailKit.Select(m => m.PerSecond))
            );
            System.Console.WriteLine(
                $"SMTP clients alone: own {ownRate:N0} emails/s, "
                    + $"{Load.Median(own.Select(o => o.Microseconds)):N0} µs of processor time each; "
                    + $"MailKit {kitRate:N0} emails/s, {Load.Median(mailKit.Select(m => m.Microseconds)):N0} "
                    + $"µs each; own/MailKit {ownRate / kitRate:F1}, "
                    + $"own/bare {ownRate / bareRate:F2}, MailKit/bare {kitRate / bareRate:F2}"
            );

            await Ask(port, "RESET");
            // Enough deliveries to outlast the measurement.
            for (var i = 1; i <= Concurrent; i++)
                await Publish(seed, pharos, $"Slow answers again {i}");
            var during = (await Load.InTurns(read))[0].PerSecond;
            var received = (await Count(port)).Emails;
            var note = received >= Concurrent * Recipients ? "; delivery ended before the measurement" : "";
            System.Console.WriteLine(
                $"change/info during delivery: {during:N0} requests/s, idle {idle:N0}: "
                    + $"ratio {during / idle:F2} (target 0.50){note}"
            );
        }
        finally
        {
            sink.Kill();
        }
    }

    /// <returns>The rate at the sink, and processor time per email.</returns>
    private static async Task<(double PerSecond, double Microseconds)> Client(int port, Func<Task<double>> run)
    {
        await Ask(port, "RESET");
        var microseconds = await run();
        return ((await Await(port, Recipients)).PerSecond, microseconds);
    }

    private static async Task<Delivered> Deliver(Seed seed, Server pharos, int port, string title)
    {
        await Ask(port, "RESET");
        var before = pharos.ProcessorTime;
        var published = await Publish(seed, pharos, title);
        var received = await Await(port, Recipients);
        return new Delivered(
            received.PerSecond,
            (received.First - published) / 1000.0,
            (pharos.ProcessorTime - before).TotalMicroseconds / received.Emails
        );
    }

    /// <returns>The time before the request, in unix milliseconds.</returns>
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
        using var response = await http.PostAsJsonAsync(
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
        response.EnsureSuccessStatusCode();
        return at;
    }

    /// <summary>Waits until the sink has received all emails, at most ten minutes.</summary>
    private static async Task<Received> Await(int port, int emails)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var received = await Count(port);
            if (received.Emails >= emails)
                return received;
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(10))
                throw new InvalidOperationException(
                    $"only {received.Emails} of {emails} emails arrived in ten minutes"
                );
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private static async Task<Received> Count(int port)
    {
        var parts = (await Ask(port, "COUNT"))
            .Split(' ')
            .Skip(1)
            .Select(p => long.Parse(p, CultureInfo.InvariantCulture))
            .ToArray();
        return new Received(parts[0], parts[1], parts[2]);
    }

    private static async Task<string> Ask(int port, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var reader = new StreamReader(client.GetStream());
        await reader.ReadLineAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        return (await reader.ReadLineAsync())!;
    }

    /// <param name="FirstAfter">Seconds from publishing to the first email.</param>
    /// <param name="Microseconds">
    /// The server's processor time per email. Unlike the rate, it hardly depends on other load on the machine.
    /// </param>
    private sealed record Delivered(double PerSecond, double FirstAfter, double Microseconds);

    /// <summary>
    /// What the sink has received: the number of emails and the times of the first and the last, in unix milliseconds.
    /// </summary>
    private sealed record Received(long Emails, long First, long Last)
    {
        public double PerSecond => Emails / ((Last - First) / 1000.0);
    }
}
