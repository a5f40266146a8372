using System.Text.Json.Nodes;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages;

/// <summary>Lists of events: what is in them, in which order, and in which pieces.</summary>
public sealed class ListTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task A_list_holds_the_events_of_one_type_and_status_newest_start_first()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        var old = (await page.Publish(new { start_at_seconds = Now - 3000 })).ChangeId();
        var young = (await page.Publish(new { start_at_seconds = Now - 1000 })).ChangeId();
        var middle = (await page.Publish(new { start_at_seconds = Now - 2000 })).ChangeId();
        var resolved = (await page.Publish(new { start_at_seconds = Now - 500 })).ChangeId();
        await page.Update(resolved, "resolved", null, (0, "operational"));
        var planned = (await page.Announce(Now + 500)).ChangeId();

        Assert.Equal([young, middle, old], await List(page, ("type", "incident"), ("status", "investigating")));
        Assert.Equal([resolved], await List(page, ("type", "incident"), ("status", "resolved")));
        Assert.Equal([planned], await List(page, ("type", "maintenance"), ("status", "scheduled")));
        Assert.Equal(
            [middle],
            await List(
                page,
                ("type", "incident"),
                ("status", "investigating"),
                ("start_at_seconds", Now - 2000),
                ("end_at_seconds", Now - 1001)
            )
        );
        Assert.Equal([young, middle, old], await Active(page, ("type", "incident")));
        Assert.Equal([planned], await Active(page, ("type", "maintenance")));
    }

    [Fact]
    public async Task An_item_of_a_list_says_all_that_info_says()
    {
        var page = await SamplePage.Create(await frozen.NewAccount());

        var list = await page.Api.Call("GET", "/status-page/change/list", page.Request("/status-page/change/list"));
        var info = await page.Api.Call("GET", "/status-page/change/info", page.Request("/status-page/change/info"));

        Assert.Equal(info.Data.ToJsonString(), Assert.Single(list.Data["items"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task A_status_of_the_other_type_and_a_reversed_range_are_refused()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());

        (await Get(page, "list", ("type", "incident"), ("status", "scheduled"))).IsError("InvalidParameter", "status");
        (
            await Get(
                page,
                "list",
                ("type", "incident"),
                ("status", "resolved"),
                ("start_at_seconds", 2),
                ("end_at_seconds", 1)
            )
        ).IsError("InvalidParameter", "end_at_seconds");
        (await Get(page, "list", ("type", "incident"), ("status", "resolved"), ("start_at_seconds", -1))).IsError(
            "InvalidParameter",
            "start_at_seconds"
        );
    }

    [Theory]
    [InlineData("/status-page/list")]
    [InlineData("/status-page/change/list")]
    [InlineData("/status-page/change/active/list")]
    public async Task Pages_of_a_list_keep_to_their_bounds(string path)
    {
        var page = await SamplePage.Create(await frozen.NewAccount());
        async Task<ApiAnswer> At(JsonNode? p, JsonNode? limit)
        {
            var request = page.Request(path);
            (request["p"], request["limit"]) = (p?.DeepClone(), limit?.DeepClone());
            return await page.Api.Call("GET", path, request);
        }

        foreach (
            var (p, limit, field) in ((JsonNode?, JsonNode?, string)[])
                [
                    (0, 1, "p"),
                    (-1, 1, "p"),
                    (1, 0, "limit"),
                    (1, 101, "limit"),
                    (101, 100, "limit"),
                    (10001, 1, "limit"),
                    (501, null, "limit"),
                    (long.MaxValue, 100, "limit"),
                    ("x", 1, "p"),
                ]
        )
            (await At(p, limit)).IsError("InvalidParameter", field);
        foreach (var (p, limit) in ((JsonNode?, JsonNode?)[])[(100, 100), (10000, 1), (500, null)])
            Assert.Equal(
                (0, false),
                (
                    (await At(p, limit)).Data["items"]!.AsArray().Count,
                    (await At(p, limit)).Data["has_next_page"]!.GetValue<bool>()
                )
            );
        Assert.NotEmpty((await At(null, 100)).Data["items"]!.AsArray());
        Assert.NotEmpty((await At(null, null)).Data["items"]!.AsArray());
    }

    [Fact]
    public async Task Every_event_is_on_exactly_one_page_and_the_last_page_says_so()
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        await AddIncidents(page, 7);
        var seen = new List<long>();
        var sizes = new List<(int, bool, int)>();
        for (var p = 1; p <= 4; p++)
        {
            var answer = (await Get(page, "active/list", ("type", "incident"), ("p", p), ("limit", 3))).Data;
            seen.AddRange(answer["items"]!.AsArray().Select(i => i!["change_id"]!.GetValue<long>()));
            sizes.Add(
                (
                    answer["items"]!.AsArray().Count,
                    answer["has_next_page"]!.GetValue<bool>(),
                    answer["total"]!.GetValue<int>()
                )
            );
        }

        Assert.Equal([(3, true, 7), (3, true, 7), (1, false, 7), (0, false, 7)], sizes);
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Theory]
    [InlineData(999, 999)]
    [InlineData(1000, 1000)]
    [InlineData(1005, 1000)]
    public async Task The_total_is_exact_below_a_thousand_and_a_thousand_from_there_on(int there, int told)
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        await AddIncidents(page, there);
        async Task<(int, int, bool)> At(int p, int limit)
        {
            var answer = (await Get(page, "active/list", ("type", "incident"), ("p", p), ("limit", limit))).Data;
            return (
                answer["items"]!.AsArray().Count,
                answer["total"]!.GetValue<int>(),
                answer["has_next_page"]!.GetValue<bool>()
            );
        }

        Assert.Equal((100, told, true), await At(1, 100));
        Assert.Equal((there - 900 > 100 ? 100 : there - 900, told, there > 1000), await At(10, 100));
        Assert.Equal((Math.Max(0, there - 1000), told, false), await At(11, 100));
        var all = (await Get(page, "active/list", ("type", "incident"))).Data;
        Assert.Equal(
            (there, told, false),
            (all["items"]!.AsArray().Count, all["total"]!.GetValue<int>(), all["has_next_page"]!.GetValue<bool>())
        );
    }

    /// <summary>
    /// Straight into the database, because a thousand requests would take long and prove nothing more.
    /// </summary>
    private async Task AddIncidents(ChangePage page, int count)
    {
        await using var db = await frozen.Server.Store.Databases.CreateDbContextAsync();
        for (var i = 0; i < count; i++)
        {
            // Many of the same second, so that a page's end may fall between them.
            db.Changes.Add(
                new ChangeRow
                {
                    ChangeId = Ids.NewInteger(),
                    PageId = page.PageId,
                    Type = ChangeType.Incident,
                    Title = $"Incident {i}",
                    Description = "…",
                    Status = ChangeStatus.Investigating,
                    StartAt = Now - (i / 5),
                    CreatedAt = Now,
                    UpdatedAt = Now,
                }
            );
        }

        await db.SaveChangesAsync();
    }

    private static Task<ApiAnswer> Get(ChangePage page, string list, params (string, object)[] query) =>
        page.Api.Get("/status-page/change/" + list, [("page_id", page.PageId), .. query]);

    private static async Task<IEnumerable<long>> List(ChangePage page, params (string, object)[] query) =>
        ChangeIds(await Get(page, "list", query));

    private static async Task<IEnumerable<long>> Active(ChangePage page, params (string, object)[] query) =>
        ChangeIds(await Get(page, "active/list", query));

    private static IEnumerable<long> ChangeIds(ApiAnswer list) =>
        list.Data["items"]!.AsArray().Select(i => i!["change_id"]!.GetValue<long>());
}
