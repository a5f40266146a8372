using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>
/// Many clients at one event at once: nothing acknowledged is lost, and no read sees half of a write.
/// </summary>
public sealed class OneEventManyWritersTests(SharedServer shared)
{
    private const int Writers = 16;
    private const int Each = 10;

    [Fact]
    public async Task On_one_server()
    {
        var api = await shared.NewAccount();
        await WriteAndCheck(api, [api], new TestClock(TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task On_two_servers_of_one_database()
    {
        var clock = new TestClock(TimeProvider.System.GetUtcNow());
        var (first, second) = await TwoNodes.Start(clock);
        await using var endOfFirst = first;
        await using var endOfSecond = second;
        var api = await first.NewAccount();
        await WriteAndCheck(api, [api, new ApiClient(second.Http, api.Key, api.Caller, api.Email)], clock);
    }

    private static async Task WriteAndCheck(ApiClient api, IReadOnlyList<ApiClient> nodes, TestClock clock)
    {
        var (pageId, components) = await api.NewPage("A", "B", "C", "D");
        var start = TimeProvider.System.Seconds() - 10_000;
        var made = await api.Post(
            "/status-page/change/create",
            new
            {
                page_id = pageId,
                type = "incident",
                title = "Busy",
                description = "Many at once.",
                status = "investigating",
                start_at_seconds = start,
                updates = new[]
                {
                    new
                    {
                        at_seconds = start,
                        status = "investigating",
                        description = "first",
                        component_changes = new[] { new { component_id = components[0], status = "degraded" } },
                    },
                },
            }
        );
        var changeId = made.Data["change_id"]!.GetValue<long>();
        var expected = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        using var done = new CancellationTokenSource();

        var readers = Enumerable.Range(0, 4).Select(i => Read(nodes[i % nodes.Count])).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Write(nodes[writer % nodes.Count], writer)));
        await done.CancelAsync();
        Assert.True((await Task.WhenAll(readers)).Sum() > 0);

        foreach (var node in nodes)
            await WithinASecond.Obeyed(clock, async () =>
                Descriptions(await Info(node)).SetEquals(expected.Values.Append("first"))
            );
        TimelineReplay.AssertConsistent(await Info(api));

        async Task Write(ApiClient node, int writer)
        {
            var random = new Random(writer);
            for (var i = 0; i < Each; i++)
            {
                var text = $"w{writer}-{i}";
                string[] states = ["operational", "degraded", "partial_outage", "full_outage"];
                var entry = await node.Post(
                    "/status-page/change/timeline/create",
                    new
                    {
                        page_id = pageId,
                        change_id = changeId,
                        at_seconds = start + random.Next(1, 5000),
                        description = text,
                        status = ((string[])["investigating", "identified", "monitoring"])[random.Next(3)],
                        component_changes = new[]
                        {
                            new { component_id = components[random.Next(4)], status = states[random.Next(4)] },
                        },
                    }
                );
                var id = entry.Data["update_id"]!.GetValue<string>();
                expected[id] = text;
                if (i % 3 == 1)
                {
                    Assert.Equal(
                        HttpStatusCode.OK,
                        (
                            await node.Post(
                                "/status-page/change/timeline/update",
                                new
                                {
                                    page_id = pageId,
                                    change_id = changeId,
                                    update_id = id,
                                    description = text + " corrected",
                                    at_seconds = start + random.Next(1, 5000),
                                }
                            )
                        ).Status
                    );
                    expected[id] = text + " corrected";
                }
                else if (i % 3 == 2)
                {
                    Assert.Equal(
                        HttpStatusCode.OK,
                        (
                            await node.Post(
                                "/status-page/change/timeline/delete",
                                new
                                {
                                    page_id = pageId,
                                    change_id = changeId,
                                    update_id = id,
                                }
                            )
                        ).Status
                    );
                    expected.TryRemove(id, out _);
                }
                else
                {
                    Assert.Equal(
                        HttpStatusCode.OK,
                        (
                            await node.Post(
                                "/status-page/change/update",
                                new
                                {
                                    page_id = pageId,
                                    change_id = changeId,
                                    title = text,
                                }
                            )
                        ).Status
                    );
                }
            }
        }

        async Task<int> Read(ApiClient node)
        {
            var reads = 0;
            for (; !done.IsCancellationRequested; reads++)
                TimelineReplay.AssertConsistent(await Info(node));
            return reads;
        }

        async Task<JsonObject> Info(ApiClient node) =>
            (await node.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))).Data;
    }

    private static HashSet<string> Descriptions(JsonObject change) =>
        [.. change["updates"]!.AsArray().Select(u => u!["description"]!.GetValue<string>())];
}
