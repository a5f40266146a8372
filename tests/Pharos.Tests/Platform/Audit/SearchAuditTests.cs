using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Audit;

public sealed class SearchAuditTests(SharedServer shared)
{
    [Fact]
    public async Task Pages_follow_each_other_newest_first_and_leave_nothing_out_and_say_nothing_twice()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var all = (await shared.Server.Store.Lines(page.Api.Caller.AccountId))
            .Select(l => l.RequestId + l.Operation)
            .Reverse()
            .ToList();
        Assert.True(all.Count > 8);

        var read = new List<string>();
        var cursor = "";
        do
        {
            var answer = await page.Api.Search(shared.Server, ("limit", 3), ("search_after_ctx", cursor));
            Assert.Equal(all.Count, answer.Data["total"]!.GetValue<int>());
            Assert.InRange(answer.Docs().Count, 1, 3);
            read.AddRange(answer.Docs().Select(d => $"{d["request_id"]}{d["operation"]}"));
            cursor = answer.Data["search_after_ctx"]!.GetValue<string>();
        } while (cursor.Length > 0);

        Assert.Equal(all, read);
        Assert.Equal(
            all,
            (await page.Api.Search(shared.Server, ("limit", 99)))
                .Docs()
                .Select(d => $"{d["request_id"]}{d["operation"]}")
        );
    }

    [Fact]
    public async Task Each_filter_and_all_together_leave_what_they_say()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var colleague = await shared.Server.NewMember(page.Api.Caller.AccountId, BuiltInRoles.Admin);
        var deleted = await colleague.Post(
            "/status-page/change/delete",
            new { page_id = page.PageId, change_id = page.LinkedChangeId }
        );
        _ = await colleague.Call(
            "POST",
            "/status-page/subscriber/export",
            page.Request("/status-page/subscriber/export")
        );

        Assert.Equal(["change:write:delete"], (await Found(("request_id", deleted.RequestId()))).Operations());
        Assert.Equal(
            ["subscriber:read:export", "change:write:delete", "app-key:write:create"],
            (await Found(("person_id", colleague.Caller.MemberId))).Operations()
        );
        Assert.Equal(["subscriber:read:export"], (await Found(("is_write", false))).Operations());
        Assert.DoesNotContain("subscriber:read:export", (await Found(("is_write", true))).Operations());
        var several = await Found(
            (
                "operations",
                new JsonArray("change:write:create", "page:write:create", "change:write:delete", "change:write:create")
            ),
            ("limit", 3)
        );
        Assert.Equal(["change:write:delete", "change:write:create", "change:write:create"], several.Operations());
        Assert.Equal(4, several.Data["total"]!.GetValue<int>());
        var rest = await Found(
            ("operations", new JsonArray("change:write:create", "page:write:create", "change:write:delete")),
            ("search_after_ctx", several.Data["search_after_ctx"]!.DeepClone())
        );
        Assert.Equal(["page:write:create"], rest.Operations());
        Assert.All((await Found(("is_dangerous", true))).Docs(), d => Assert.True(d["is_dangerous"]!.GetValue<bool>()));
        Assert.Contains((await Found(("is_dangerous", false))).Docs(), d => !d["is_dangerous"]!.GetValue<bool>());
        Assert.Equal(
            ["change:write:delete"],
            (
                await Found(
                    ("operations", new JsonArray("change:write:delete")),
                    ("person_id", colleague.Caller.MemberId),
                    ("is_dangerous", true),
                    ("is_write", true),
                    ("request_id", deleted.RequestId())
                )
            ).Operations()
        );
        Assert.Empty((await Found(("operations", new JsonArray("team:write:delete")))).Docs());

        Task<ApiAnswer> Found(params ReadOnlySpan<(string, JsonNode?)> filter) =>
            page.Api.Search(shared.Server, filter);
    }

    [Fact]
    public async Task The_span_counts_by_the_second_both_its_ends_included()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var api = await server.NewAccount();
        var start = clock.Seconds();
        clock.Advance(TimeSpan.FromMilliseconds(10_999));
        await api.NewPage();

        Assert.Equal(
            start * 1000 + 10_999,
            (await Between(start + 10, start + 11)).Docs().Single()["created_at"]!.GetValue<long>()
        );
        Assert.Single((await Between(start + 9, start + 10)).Docs());
        Assert.Empty((await Between(start + 1, start + 9)).Docs());
        Assert.Empty((await Between(start + 11, start + 12)).Docs());

        Task<ApiAnswer> Between(long from, long to) => api.Search(server, ("start_time", from), ("end_time", to));
    }

    [Theory]
    [InlineData("""{"end_time": 1700000000}""", "start_time")]
    [InlineData("""{"start_time": 1700000000}""", "end_time")]
    [InlineData("""{"start_time": 1700000000, "end_time": 1700000000}""", "end_time")]
    [InlineData("""{"start_time": 1700000000, "end_time": 1707776001}""", "end_time")]
    [InlineData("""{"start_time": 1700000000, "end_time": 1700000001, "limit": 100}""", "limit")]
    [InlineData("""{"start_time": 1700000000, "end_time": 1700000001, "limit": -1}""", "limit")]
    [InlineData(
        """{"start_time": 1700000000, "end_time": 1700000001, "operations": ["page:write:create", "page:read"]}""",
        "operations[1]"
    )]
    [InlineData("""{"start_time": 1700000000, "end_time": 1700000001, "search_after_ctx": "1"}""", "search_after_ctx")]
    [InlineData(
        """{"start_time": 1700000000, "end_time": 1700000001, "search_after_ctx": "AQAAAAAAAAAA"}""",
        "search_after_ctx"
    )]
    [InlineData(
        """{"start_time": 1700000000, "end_time": 1700000001, "search_after_ctx": "Af__________"}""",
        "search_after_ctx"
    )]
    [InlineData(
        """{"start_time": 1700000000, "end_time": 1700000001, "search_after_ctx": "AgAAAAAAAAAB"}""",
        "search_after_ctx"
    )]
    public async Task What_cannot_be_searched_for_is_refused_by_its_name(string request, string field) =>
        (await (await shared.NewAccount()).Post("/audit/search", request)).IsError("InvalidParameter", field);

    [Fact]
    public async Task Ninety_days_and_the_end_of_time_can_be_searched()
    {
        var api = await shared.NewAccount();

        Assert.Empty((await api.Post("/audit/search", new { start_time = 1, end_time = 1 + (90 * 86400) })).Docs());
        Assert.Empty(
            (
                await api.Post(
                    "/audit/search",
                    new { start_time = 253402300799 - (90 * 86400), end_time = 253402300799 }
                )
            ).Docs()
        );
    }

    [Fact]
    public async Task A_cursor_of_another_account_opens_nothing_of_it()
    {
        var theirs = await SamplePage.Create(await shared.NewAccount());
        var cursor = (await theirs.Api.Search(shared.Server, ("limit", 1))).Data["search_after_ctx"]!.DeepClone();
        var stranger = await shared.NewAccount();
        await stranger.NewPage();

        var answer = await stranger.Search(shared.Server, ("search_after_ctx", cursor));

        Assert.All(answer.Docs(), d => Assert.Equal(stranger.Caller.AccountId, d["account_id"]!.GetValue<long>()));
        Assert.Equal(2, answer.Data["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_total_is_counted_up_to_a_thousand()
    {
        var api = await shared.NewAccount();
        var id = (await shared.Server.Store.Lines(api.Caller.AccountId)).Single().AuditId;
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < 998)
                INSERT INTO audit (account_id, audit_id, member_id, member_name, door, client_address, request_id,
                  operation, is_dangerous, is_write, about, body)
                SELECT {api.Caller.AccountId}, {id} + i, 1, 'Ada', 'api', '::1', 'x',
                  'page:write:update', {false}, {true}, '', '' FROM n
                """
            );
        }

        Assert.Equal(999, await Total());
        await api.NewPage();
        Assert.Equal(1000, await Total());
        await api.NewPage();
        Assert.Equal(1000, await Total());
        Assert.Equal(
            1000,
            (
                await api.Search(shared.Server, ("operations", new JsonArray("page:write:create", "page:write:update")))
            ).Data["total"]!.GetValue<int>()
        );

        async Task<int> Total() => (await api.Search(shared.Server, ("limit", 1))).Data["total"]!.GetValue<int>();
    }

    [Fact]
    public async Task Operations_are_named_in_the_language_of_the_account_whatever_that_of_the_request()
    {
        var api = await shared.NewAccount();
        Assert.Equal(
            "Create API key",
            (await api.Search(shared.Server)).Docs().Single()["operation_name"]!.GetValue<string>()
        );
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Accounts.Where(a => a.AccountId == api.Caller.AccountId)
                .ExecuteUpdateAsync(a => a.SetProperty(r => r.Locale, "zh-CN"));

        Assert.Equal(
            "创建 API 密钥",
            (await api.Search(shared.Server)).Docs().Single()["operation_name"]!.GetValue<string>()
        );
        var listed = (await api.Post("/audit/operation/list", "{}")).Data["items"]!.AsArray();
        Assert.Contains(listed, i =>
            i!["name"]!.GetValue<string>() == "app-key:write:create"
            && i["name_cn"]!.GetValue<string>() == "创建 API 密钥"
        );
    }

    [Fact]
    public async Task Keys_that_only_read_may_search_and_keys_for_some_pages_may_not()
    {
        var owner = await shared.NewAccount();
        var (pageId, _) = await owner.NewPage();
        var reading = await Narrowed(new ApiKeyLimits { ReadOnly = true });
        var ofPage = await Narrowed(new ApiKeyLimits { PageIds = [pageId] });

        Assert.NotEmpty((await reading.Search(shared.Server)).Docs());
        (await ofPage.Search(shared.Server)).IsError("AccessDenied");
        (await ofPage.Post("/audit/operation/list", "{}")).IsError("AccessDenied");

        async Task<ApiClient> Narrowed(ApiKeyLimits limits)
        {
            var store = shared.Server.Store;
            await using var db = await store.Databases.CreateDbContextAsync();
            return new ApiClient(
                owner.Http,
                (
                    await CreateApiKey.Info.Run(
                        new CreateAppKeyRequest("narrowed", limits),
                        store.Operation(db, owner.Caller, CancellationToken.None)
                    )
                )!.Key,
                owner.Caller,
                owner.Email
            );
        }
    }
}
