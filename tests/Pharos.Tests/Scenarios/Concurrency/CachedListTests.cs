using System.Net;
using System.Text.Json.Nodes;
using Pharos.Http;
using Pharos.Platform.ApiKeys;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>
/// Lists are served from memory, but no list is stale, and none reaches a caller who may not read it.
/// </summary>
public sealed class CachedListTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task The_next_read_of_each_list_shows_a_write_to_the_page()
    {
        var owner = await nodes.First.NewAccount();
        var (pageId, components) = await owner.NewPage("API");
        await ReadAll(owner, pageId);

        var changeId = await owner.NewIncident(pageId, components[0], "First");
        Assert.Equal("First", Title(await Changes(owner, pageId)));
        Assert.Equal("First", Title(await ActiveChanges(owner, pageId)));

        await Write(
            owner,
            "/status-page/change/update",
            new
            {
                page_id = pageId,
                change_id = changeId,
                title = "Second",
            }
        );
        Assert.Equal("Second", Title(await Changes(owner, pageId)));
        Assert.Equal("Second", Title(await ActiveChanges(owner, pageId)));

        await Write(
            owner,
            "/status-page/component/upsert",
            new { page_id = pageId, components = new[] { new { component_id = components[0], name = "Gateway" } } }
        );
        Assert.Equal("Gateway", (await Page(owner, pageId))["components"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("Gateway", (await Pages(owner))[0]!["components"]![0]!["name"]!.GetValue<string>());
        Assert.Equal(
            "Gateway",
            (await Changes(owner, pageId))[0]!["affected_components"]![0]!["name"]!.GetValue<string>()
        );

        await Write(
            owner,
            "/status-page/section/upsert",
            new { page_id = pageId, sections = new[] { new { name = "Edge" } } }
        );
        Assert.Equal("Edge", (await Page(owner, pageId))["sections"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("Edge", (await Pages(owner))[0]!["sections"]![0]!["name"]!.GetValue<string>());

        await Write(owner, "/status-page/update", new { page_id = pageId, name = "Renamed" });
        Assert.Equal("Renamed", (await Page(owner, pageId))["name"]!.GetValue<string>());
        Assert.Equal("Renamed", (await Pages(owner))[0]!["name"]!.GetValue<string>());

        await Write(owner, "/status-page/change/delete", new { page_id = pageId, change_id = changeId });
        Assert.Empty(await Changes(owner, pageId));
        Assert.Empty(await ActiveChanges(owner, pageId));

        var (second, _) = await owner.NewPage();
        Assert.Equal(2, (await Pages(owner)).Count);
        await Write(owner, "/status-page/delete", new { page_id = second });
        Assert.Single(await Pages(owner));
        (await owner.Get("/status-page/info", ("page_id", second))).IsError("ResourceNotFound", "page_id");
    }

    [Fact]
    public async Task A_write_on_one_node_shows_in_the_lists_of_another_within_a_second()
    {
        var owner = await nodes.First.NewAccount();
        var there = nodes.There(owner);
        var (pageId, components) = await owner.NewPage("API");
        await Shows(async () => (await Pages(there)).Count == 1);
        await ReadAll(there, pageId);

        await owner.NewIncident(pageId, components[0]);
        await Shows(async () => (await Changes(there, pageId)).Count == 1);
        await Shows(async () => (await ActiveChanges(there, pageId)).Count == 1);

        await Write(owner, "/status-page/update", new { page_id = pageId, name = "Renamed" });
        await Shows(async () => (await Page(there, pageId))["name"]!.GetValue<string>() == "Renamed");
        await Shows(async () => (await Pages(there))[0]!["name"]!.GetValue<string>() == "Renamed");

        await Write(owner, "/status-page/delete", new { page_id = pageId });
        await Shows(async () => (await Pages(there)).Count == 0);
        (await there.Get("/status-page/info", ("page_id", pageId))).IsError("ResourceNotFound", "page_id");
        (
            await there.Get(
                "/status-page/change/list",
                ("page_id", pageId),
                ("type", "incident"),
                ("status", "investigating")
            )
        ).IsError("ResourceNotFound", "page_id");
    }

    [Fact]
    public async Task A_key_for_one_page_gets_that_page_even_after_other_keys_have_read_the_list()
    {
        var owner = await nodes.First.NewAccount();
        var (mine, _) = await owner.NewPage("API");
        var (other, _) = await owner.NewPage("API");
        await ReadAll(owner, mine);
        await ReadAll(owner, other);
        var key = await KeyFor(owner, mine);
        var otherKey = await KeyFor(owner, other);

        Assert.Equal([mine], Ids(await Pages(key)));
        Assert.Equal([other], Ids(await Pages(otherKey)));
        Assert.Equal(new[] { mine, other }.Order(), Ids(await Pages(owner)).Order());
        foreach (var answer in await AnswersAbout(key, other))
            answer.IsError("AccessDenied");
        foreach (var answer in await AnswersAbout(key, mine))
            Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Another_account_finds_none_of_the_pages_that_are_cached()
    {
        var owner = await nodes.First.NewAccount();
        var (pageId, _) = await owner.NewPage("API");
        await ReadAll(owner, pageId);
        var stranger = await nodes.First.NewAccount();

        Assert.Empty(await Pages(stranger));
        foreach (var answer in await AnswersAbout(stranger, pageId))
            answer.IsError("ResourceNotFound", "page_id");
    }

    [Fact]
    public async Task A_cached_list_is_not_returned_for_other_parameters()
    {
        var owner = await nodes.First.NewAccount();
        var (pageId, components) = await owner.NewPage("API");
        foreach (var title in (string[])["First", "Second", "Third", "Fourth", "Fifth"])
            await owner.NewIncident(pageId, components[0], title);
        Assert.Equal(5, (await Changes(owner, pageId)).Count);

        for (var page = 1; page <= 5; page++)
        {
            Assert.Single(await Changes(owner, pageId, ("p", page), ("limit", 1)));
            Assert.Single(await ActiveChanges(owner, pageId, ("p", page), ("limit", 1)));
        }

        Assert.Equal(2, (await Changes(owner, pageId, ("limit", 2))).Count);
        Assert.Empty(await Changes(owner, pageId, ("end_at_seconds", 1)));
        Assert.Empty(await Changes(owner, pageId, ("start_at_seconds", 4_000_000_000)));
        Assert.Empty(
            (
                await owner.Get(
                    "/status-page/change/list",
                    ("page_id", pageId),
                    ("type", "incident"),
                    ("status", "resolved")
                )
            ).Data["items"]!.AsArray()
        );
        Assert.Empty(
            (await owner.Get("/status-page/change/active/list", ("page_id", pageId), ("type", "maintenance"))).Data[
                "items"
            ]!.AsArray()
        );
        Assert.Equal(5, (await Changes(owner, pageId)).Count);
    }

    private Task Shows(Func<Task<bool>> condition) => WithinASecond.Obeyed(nodes.Clock, condition);

    private static async Task ReadAll(ApiClient api, long pageId)
    {
        await Pages(api);
        await Page(api, pageId);
        await Changes(api, pageId);
        await ActiveChanges(api, pageId);
    }

    private static async Task<JsonArray> Pages(ApiClient api) =>
        (await api.Get("/status-page/list")).Data["items"]!.AsArray();

    private static async Task<JsonObject> Page(ApiClient api, long pageId) =>
        (await api.Get("/status-page/info", ("page_id", pageId))).Data;

    private static async Task<JsonArray> Changes(ApiClient api, long pageId, params (string, object)[] more) =>
        (
            await api.Get(
                "/status-page/change/list",
                [("page_id", pageId), ("type", "incident"), ("status", "investigating"), .. more]
            )
        ).Data["items"]!.AsArray();

    private static async Task<JsonArray> ActiveChanges(ApiClient api, long pageId, params (string, object)[] more) =>
        (await api.Get("/status-page/change/active/list", [("page_id", pageId), ("type", "incident"), .. more])).Data[
            "items"
        ]!.AsArray();

    private static async Task<ApiAnswer[]> AnswersAbout(ApiClient api, long pageId) =>
        [
            await api.Get("/status-page/info", ("page_id", pageId)),
            await api.Get(
                "/status-page/change/list",
                ("page_id", pageId),
                ("type", "incident"),
                ("status", "investigating")
            ),
            await api.Get("/status-page/change/active/list", ("page_id", pageId), ("type", "incident")),
        ];

    private async Task<ApiClient> KeyFor(ApiClient member, long pageId)
    {
        var store = nodes.First.Store;
        await using var db = await store.Databases.CreateDbContextAsync();
        var request = new CreateAppKeyRequest("one page", new ApiKeyLimits { PageIds = [pageId] });
        var key = await CreateApiKey.Info.Run(request, store.Operation(db, member.Caller, CancellationToken.None));
        return new ApiClient(nodes.First.Http, key!.Key, member.Caller, member.Email);
    }

    private static string Title(JsonArray changes) => changes[0]!["title"]!.GetValue<string>();

    private static IEnumerable<long> Ids(JsonArray pages) => pages.Select(page => page!["page_id"]!.GetValue<long>());

    private static async Task Write(ApiClient api, string path, object body)
    {
        var answer = await api.Post(path, body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }
}
