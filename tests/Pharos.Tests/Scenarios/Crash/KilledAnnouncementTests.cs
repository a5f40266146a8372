using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Crash;

/// <summary>
/// The real program, killed while it notifies thousands: all of them get the email, and few of them twice.
/// </summary>
public sealed class KilledAnnouncementTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;

    /// <summary>
    /// What one node may have sent and not written down; more than its connections, so that it does not wait for each
    /// to be.
    /// </summary>
    private const int InFlight = 40;

    /// <summary>
    /// What a dead node had claimed is free after ten seconds; the rest is for machines that are busy.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(4, 2_000)]
    [InlineData(20, 10_000, Traits = ["Runs", "Full"])]
    public async Task Kills_during_an_announcement_leave_no_receiver_out(int times, int receivers)
    {
        await using var sink = new MailSink();
        var folder = Directory.CreateTempSubdirectory("pharos-crash-").FullName;
        var database = await TestDatabase.Create();
        string[] place = database is null ? ["--data", folder] : ["--data", folder, "--database", database];
        string[] options =
        [
            "--Pharos:Mail:Host=127.0.0.1",
            $"--Pharos:Mail:Port={sink.Port}",
            "--Pharos:Mail:Security=none",
            "--Pharos:Delivery:Connections=8",
            $"--Pharos:Delivery:InFlight={InFlight}",
        ];
        var key = await FirstKey.Create(place);
        var random = new Random(Seed);
        var kills = 0;
        // From this count on the sink leaves clients without an answer until the kill. However late that comes, the
        // next nodes find something to do.
        var (most, killed) = (int.MaxValue, new TaskCompletionSource());
        sink.Before = _ => sink.Mails.Count >= Volatile.Read(ref most) ? killed.Task : Task.CompletedTask;
        for (var run = 0; Told(sink) < receivers; run++)
        {
            Assert.True(run < times * 3, "it does not come to an end");
            await using var server = await PharosProcess.Serve([.. options, .. place]);
            using var http = TestServer.NewHttpClient(server.Address);
            var api = new ApiClient(http, key, new Caller(0, 0, Permissions.All), "");
            if (kills == times)
            {
                await Eventually.True(() => Task.FromResult(Told(sink) == receivers), Patience);
                break;
            }

            var step = random.Next(1, 2 * (receivers - Told(sink)) / (times - kills + 1));
            var target = sink.Mails.Count + step;
            Volatile.Write(ref most, target + (2 * InFlight));
            if (run == 0)
                await Publish(api, receivers);
            await sink.WaitFor(target, Patience);
            await server.Kill();
            kills++;
            Volatile.Write(ref most, int.MaxValue);
            killed.SetResult();
            killed = new TaskCompletionSource();
        }

        var told = sink.Mails.Select(m => m.To).ToList();
        var twice = told.Count - told.Distinct().Count();
        output.WriteLine($"{kills} kills, {told.Count} mails, {twice} twice; seed {Seed}");
        Assert.Equal(receivers, told.Distinct().Count());
        Assert.DoesNotContain("outside@example.org", told);
        Assert.InRange(twice, 0, kills * InFlight);
        Assert.Equal(times, kills);
        Directory.Delete(folder, recursive: true);
    }

    private static int Told(MailSink sink) => sink.Mails.Select(m => m.To).Distinct().Count();

    private static async Task Publish(ApiClient api, int receivers)
    {
        var (pageId, components) = await api.NewPage("API", "Web");
        var subscribers = Enumerable
            .Range(0, receivers)
            .Select(i => (object)new { recipient = $"{i}@d{i % 50}.example.org", all = true })
            .Append(new { recipient = "outside@example.org", component_ids = new[] { components[1] } });
        Assert.Equal(
            System.Net.HttpStatusCode.OK,
            (
                await api.Post(
                    "/status-page/subscriber/import",
                    new
                    {
                        page_id = pageId,
                        method = "email",
                        subscribers,
                    }
                )
            ).Status
        );
        await api.Post(
            "/status-page/change/create",
            new
            {
                page_id = pageId,
                type = "incident",
                title = "Slow answers",
                description = "Answers are slow.",
                status = "investigating",
                notify_subscribers = true,
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "We are looking.",
                        component_changes = new[] { new { component_id = components[0], status = "degraded" } },
                    },
                },
            }
        );
    }
}
