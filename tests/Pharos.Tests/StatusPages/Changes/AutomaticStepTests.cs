using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.StatusPages.Changes;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>Each test has a server and a clock of its own, and winds both.</summary>
public sealed class AutomaticStepTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_780_000_000);

    [Fact]
    public async Task A_maintenance_begins_and_ends_by_itself_at_its_planned_times()
    {
        var clock = new TestClock(Start);
        await using var server = await TestServer.Start(clock);
        var (api, pageId, changeId) = await Announce(server, clock);

        clock.Advance(TimeSpan.FromSeconds(3605));
        await TakeDue(server);
        var begun = await Read(api, pageId, changeId);
        clock.Advance(TimeSpan.FromSeconds(3605));
        await TakeDue(server);
        var ended = await Read(api, pageId, changeId);

        Assert.Equal("ongoing", begun["status"]!.GetValue<string>());
        Assert.Equal("under_maintenance", begun["affected_components"]![0]!["status"]!.GetValue<string>());
        Assert.Equal("completed", ended["status"]!.GetValue<string>());
        Assert.Equal("operational", ended["affected_components"]![0]!["status"]!.GetValue<string>());
        var now = Start.ToUnixTimeSeconds();
        Assert.Equal(
            [now, now + 3600, now + 7200],
            ended["updates"]!.AsArray().Select(u => u!["at_seconds"]!.GetValue<long>())
        );
    }

    [Fact]
    public async Task Missed_steps_are_taken_once_with_the_times_they_were_due()
    {
        var clock = new TestClock(Start);
        await using var server = await TestServer.Start(clock);
        var (api, pageId, changeId) = await Announce(server, clock);

        clock.Advance(TimeSpan.FromDays(2));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TakeDue(server)));
        var change = await Read(api, pageId, changeId);

        var now = Start.ToUnixTimeSeconds();
        Assert.Equal(
            [now, now + 3600, now + 7200],
            change["updates"]!.AsArray().Select(u => u!["at_seconds"]!.GetValue<long>())
        );
        Assert.Equal(now + 7200, change["close_at_seconds"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_manual_move_takes_the_place_of_the_pending_step()
    {
        var clock = new TestClock(Start);
        await using var server = await TestServer.Start(clock);
        var (api, pageId, changeId) = await Announce(server, clock);

        clock.Advance(TimeSpan.FromMinutes(10));
        await Move(api, pageId, changeId, "ongoing");
        clock.Advance(TimeSpan.FromMinutes(10));
        await Move(api, pageId, changeId, "completed");
        clock.Advance(TimeSpan.FromDays(2));
        await TakeDue(server);
        var change = await Read(api, pageId, changeId);

        var now = Start.ToUnixTimeSeconds();
        Assert.Equal(
            [now, now + 600, now + 1200],
            change["updates"]!.AsArray().Select(u => u!["at_seconds"]!.GetValue<long>())
        );
        Assert.Equal(now + 1200, change["close_at_seconds"]!.GetValue<long>());
    }

    [Fact]
    public async Task One_that_is_published_as_ongoing_completes_at_its_planned_end_and_not_before()
    {
        var clock = new TestClock(Start);
        await using var server = await TestServer.Start(clock);
        var (api, pageId, changeId) = await Announce(server, clock, "ongoing", startsIn: 0);

        clock.Advance(TimeSpan.FromSeconds(7199));
        await TakeDue(server);
        Assert.Equal("ongoing", (await Read(api, pageId, changeId))["status"]!.GetValue<string>());
        clock.Advance(TimeSpan.FromSeconds(1));
        await TakeDue(server);

        var now = Start.ToUnixTimeSeconds();
        Assert.Equal(
            [now, now + 7200],
            (await Read(api, pageId, changeId))["updates"]!.AsArray().Select(u => u!["at_seconds"]!.GetValue<long>())
        );
    }

    [Fact]
    public async Task One_that_is_opened_again_after_its_planned_end_stays_open()
    {
        var clock = new TestClock(Start);
        await using var server = await TestServer.Start(clock);
        var (api, pageId, changeId) = await Announce(server, clock);
        clock.Advance(TimeSpan.FromHours(3));
        await TakeDue(server);
        Assert.Equal("completed", (await Read(api, pageId, changeId))["status"]!.GetValue<string>());

        await Move(api, pageId, changeId, "ongoing");
        clock.Advance(TimeSpan.FromDays(1));
        await TakeDue(server);

        Assert.Equal("ongoing", (await Read(api, pageId, changeId))["status"]!.GetValue<string>());
    }

    private static async Task<(ApiClient Api, long PageId, long ChangeId)> Announce(
        TestServer server,
        TestClock clock,
        string status = "scheduled",
        long startsIn = 3600
    )
    {
        var api = await server.NewAccount();
        var (pageId, components) = await api.NewPage("Storage");
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var made = await api.Post(
            "/status-page/change/create",
            new
            {
                page_id = pageId,
                type = "maintenance",
                title = "Upgrade",
                description = "We upgrade.",
                status,
                start_at_seconds = now + startsIn,
                close_at_seconds = now + 7200,
                auto_update_by_schedule = true,
                updates = new[]
                {
                    new
                    {
                        status,
                        description = "Planned.",
                        component_changes = new[] { new { component_id = components[0], status = "operational" } },
                    },
                },
            }
        );
        return (api, pageId, made.Data["change_id"]!.GetValue<long>());
    }

    private static async Task Move(ApiClient api, long pageId, long changeId, string status) =>
        Assert.NotEmpty(
            (
                await api.Post(
                    "/status-page/change/timeline/create",
                    new
                    {
                        page_id = pageId,
                        change_id = changeId,
                        status,
                        description = "By hand.",
                    }
                )
            ).Data
        );

    private static async Task<JsonObject> Read(ApiClient api, long pageId, long changeId) =>
        (await api.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))).Data;

    private static Task TakeDue(TestServer server) =>
        server
            .Services.GetServices<IHostedService>()
            .OfType<MaintenanceClock>()
            .Single()
            .TakeDue(CancellationToken.None);
}
