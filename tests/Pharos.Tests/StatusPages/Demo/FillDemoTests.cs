using System.Text.Json.Nodes;
using Pharos.StatusPages.Demo;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Demo;

public sealed class FillDemoTests
{
    [Fact]
    public async Task The_page_holds_every_event_of_the_history_with_its_links()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 3, 8, 12, 7, 31, TimeSpan.Zero));
        await using var server = await TestServer.Start(clock);
        var events = DemoHistory.For(clock.GetUtcNow().ToUnixTimeSeconds());
        var told = new List<int>();

        var sample = await FillDemo.Handle("a-long-password", events, server.Store, told.Add, CancellationToken.None);
        var read = new List<JsonNode>();
        foreach (
            var (type, status) in new[]
            {
                ("incident", "resolved"),
                ("incident", "monitoring"),
                ("maintenance", "completed"),
                ("maintenance", "scheduled"),
            }
        )
            read.AddRange(await List(server, sample, type, status));

        Assert.Equal(Enumerable.Range(1, events.Count), told);
        Assert.Equal(events.Count, read.Count);
        var byId = read.ToDictionary(e => e["change_id"]!.GetValue<long>());
        for (var i = 0; i < events.Count; i++)
        {
            var item = byId[sample.ChangeIds[i]];
            Assert.Equal(events[i].Title, item["title"]!.GetValue<string>());
            Assert.Equal(events[i].StartAt, item["start_at_seconds"]!.GetValue<long>());
            Assert.Equal(
                events[i].Updates.Select(u => u.Text),
                item["updates"]!.AsArray().Select(u => u!["description"]!.GetValue<string>())
            );
            Assert.Equal(events[i].HasResponder ? 1 : 0, item["responder_ids"]!.AsArray().Count);
            if (events[i].LinkedTo is { } earlier)
                Assert.Contains(
                    sample.ChangeIds[earlier].ToString(),
                    item["linked_change_ids"]!.AsArray().Select(id => id!.GetValue<string>())
                );
        }
    }

    private static async Task<IEnumerable<JsonNode>> List(
        TestServer server,
        SampleAccount sample,
        string type,
        string status
    )
    {
        var text = await server.Http.GetStringAsync(
            $"/status-page/change/list?app_key={sample.Key}&page_id={sample.PageId}&type={type}&status={status}"
        );
        return JsonNode.Parse(text)!["data"]!["items"]!.AsArray().Select(item => item!);
    }
}
