using System.Net;
using System.Text.Json.Nodes;
using Pharos.Http;
using Pharos.StatusPages.Changes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>Finished answers are held in memory; a write is seen all the same.</summary>
public sealed class ReadYourWriteTests(SharedServer shared)
{
    [Fact]
    public async Task A_write_is_seen_by_the_very_next_read_while_others_keep_reading()
    {
        var api = await shared.NewAccount();
        var (pageId, components) = await api.NewPage("API");
        var changeId = await api.NewIncident(pageId, components[0]);
        using var done = new CancellationTokenSource();
        var acknowledged = 0;
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(Read)).ToList();

        for (var i = 1; i <= 150; i++)
        {
            Assert.Equal(
                HttpStatusCode.OK,
                (
                    await api.Post(
                        "/status-page/change/update",
                        new
                        {
                            page_id = pageId,
                            change_id = changeId,
                            title = $"{i}",
                        }
                    )
                ).Status
            );
            Volatile.Write(ref acknowledged, i);
            Assert.Equal($"{i}", (await Info(api, pageId, changeId))["title"]!.GetValue<string>());
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);

        async Task Read()
        {
            while (!done.IsCancellationRequested)
            {
                var atLeast = Volatile.Read(ref acknowledged);
                var title = (await Info(api, pageId, changeId))["title"]!.GetValue<string>();
                Assert.True(
                    !int.TryParse(title, out var seen) ? atLeast == 0 : seen >= atLeast,
                    $"read '{title}' after {atLeast} was acknowledged"
                );
            }
        }
    }

    [Fact]
    public async Task A_change_of_the_page_is_seen_in_its_events_at_once()
    {
        var api = await shared.NewAccount();
        var (pageId, components) = await api.NewPage("API");
        var changeId = await api.NewIncident(pageId, components[0]);
        Assert.Equal(
            "API",
            (await Info(api, pageId, changeId))["affected_components"]![0]!["name"]!.GetValue<string>()
        );

        await api.Post(
            "/status-page/component/upsert",
            new { page_id = pageId, components = new[] { new { component_id = components[0], name = "Gateway" } } }
        );
        Assert.Equal(
            "Gateway",
            (await Info(api, pageId, changeId))["affected_components"]![0]!["name"]!.GetValue<string>()
        );

        Assert.Equal(
            HttpStatusCode.OK,
            (await api.Post("/status-page/change/delete", new { page_id = pageId, change_id = changeId })).Status
        );
        (await api.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))).IsError(
            "ResourceNotFound",
            "change_id"
        );
    }

    [Fact]
    public async Task A_write_on_one_node_is_seen_on_another_within_a_second()
    {
        var clock = new TestClock(TimeProvider.System.GetUtcNow());
        var (first, second) = await TwoNodes.Start(clock);
        await using var endOfFirst = first;
        await using var endOfSecond = second;
        var api = await first.NewAccount();
        var there = new ApiClient(second.Http, api.Key, api.Caller, api.Email);
        var (pageId, components) = await api.NewPage("API");
        var changeId = await api.NewIncident(pageId, components[0]);

        for (var i = 0; i < 20; i++)
        {
            await Info(there, pageId, changeId);
            await api.Post(
                "/status-page/change/update",
                new
                {
                    page_id = pageId,
                    change_id = changeId,
                    title = $"{i}",
                }
            );
            await WithinASecond.Obeyed(clock, async () =>
                (await Info(there, pageId, changeId))["title"]!.GetValue<string>() == $"{i}"
            );
        }
    }

    [Fact]
    public async Task What_a_command_writes_is_seen_within_a_second()
    {
        var clock = new TestClock(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.Start(clock);
        var api = await server.NewAccount();
        var (pageId, components) = await api.NewPage("API");
        var changeId = await api.NewIncident(pageId, components[0]);
        await using var command = await server.OpenAnotherStore();

        for (var i = 0; i < 5; i++)
        {
            await Info(api, pageId, changeId);
            await using var db = await command.Databases.CreateDbContextAsync();
            await UpdateChange.Info.Run(
                new UpdateChangeRequest
                {
                    PageId = pageId,
                    ChangeId = changeId,
                    Title = $"{i}",
                },
                command.Operation(db, api.Caller, CancellationToken.None)
            );
            await WithinASecond.Obeyed(clock, async () =>
                (await Info(api, pageId, changeId))["title"]!.GetValue<string>() == $"{i}"
            );
        }
    }

    private static async Task<JsonObject> Info(ApiClient api, long pageId, long changeId) =>
        (await api.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))).Data;
}
