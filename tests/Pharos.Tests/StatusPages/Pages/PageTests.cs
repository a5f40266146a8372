using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Pages;

public sealed class PageTests(SharedServer shared)
{
    [Fact]
    public async Task What_an_update_leaves_out_stays_and_an_empty_text_clears()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var id = (await Create(page.Api, page.Request("/status-page/create"))).Data["page_id"]!.GetValue<long>();
        var before = await Info(page.Api, id);

        Assert.Empty((await page.Api.Post("/status-page/update", new { page_id = id })).Data);
        Assert.Equal(before.ToJsonString(), (await Info(page.Api, id)).ToJsonString());

        await page.Api.Post(
            "/status-page/update",
            new
            {
                page_id = id,
                page_title = "",
                custom_domain = "",
                custom_links = Array.Empty<object>(),
                date_view = "list",
            }
        );
        var after = await Info(page.Api, id);
        Assert.False(after.ContainsKey("page_title"));
        Assert.False(after.ContainsKey("custom_domain"));
        Assert.Empty(after["custom_links"]!.AsArray());
        Assert.Equal("list", after["date_view"]!.GetValue<string>());
        Assert.Equal("Hello", after["page_header"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_type_of_a_page_never_changes()
    {
        var api = await shared.NewAccount();
        var (id, _) = await api.NewPage();

        await api.Post("/status-page/update", new { page_id = id, type = "internal" });

        Assert.Equal("public", (await Info(api, id))["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_update_that_is_refused_changes_nothing()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var before = await page.State();
        foreach (
            var (name, value) in new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
            {
                ["name"] = " ",
                ["url_name"] = "!!!",
                ["custom_domain"] = "https://example.com",
                ["logo"] = "javascript:alert(1)",
                ["favicon"] = "data:text/html;base64,AAAA",
                ["logo_url"] = "javascript:alert(1)",
                ["contact_info"] = "ftp://example.com",
                ["custom_links"] = JsonNode.Parse("""[{"name":"x","url":"javascript:alert(1)"}]"""),
                ["subscription"] = JsonNode.Parse("""{"im":true}"""),
                ["dark_logo"] = "data:image/png;base64,not base64",
            }
        )
        {
            var request = new JsonObject
            {
                ["page_id"] = page.PageId,
                ["page_title"] = "New",
                [name] = value,
            };
            (await page.Api.Call("POST", "/status-page/update", request)).IsError("InvalidParameter", name);
        }

        Assert.Equal(before, await page.State());
    }

    [Fact]
    public async Task Subscribing_by_mail_is_for_public_pages_and_by_IM_for_internal_ones()
    {
        var api = await shared.NewAccount();

        var open = await Info(api, await New(api, new { }));
        var closed = await Info(api, await New(api, new { type = "internal" }));

        Assert.Equal("""{"email":true,"im":false}""", open["subscription"]!.ToJsonString());
        Assert.Equal("""{"email":false,"im":true}""", closed["subscription"]!.ToJsonString());
        (await Try(api, new { subscription = new { im = true } })).IsError("InvalidParameter", "subscription.im");
        (await Try(api, new { type = "internal", subscription = new { email = true } })).IsError(
            "InvalidParameter",
            "subscription.email"
        );
    }

    [Fact]
    public async Task Deleting_a_page_deletes_all_that_it_holds_and_frees_its_names()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var kept = await SamplePage.Create(page.Api);
        var request = page.Request("/status-page/update");
        await page.Api.Call("POST", "/status-page/update", request);
        var before = (await Info(kept.Api, kept.PageId)).ToJsonString();

        Assert.Empty((await page.Api.Post("/status-page/delete", new { page_id = page.PageId })).Data);

        (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).IsError("ResourceNotFound", "page_id");
        (await page.Api.Post("/status-page/delete", new { page_id = page.PageId })).IsError(
            "ResourceNotFound",
            "page_id"
        );
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            Assert.False(await db.Sections.AnyAsync(s => s.PageId == page.PageId));
            Assert.False(await db.Components.AnyAsync(c => c.PageId == page.PageId));
            Assert.False(await db.Changes.AnyAsync(c => c.PageId == page.PageId));
            Assert.False(await db.Updates.AnyAsync(u => u.ChangeId == page.ChangeId));
            Assert.False(await db.ComponentChanges.AnyAsync(c => c.ChangeId == page.ChangeId));
        }

        request.Remove("page_id");
        request["type"] = "public";
        Assert.Equal(
            request["url_name"]!.GetValue<string>(),
            (await Create(page.Api, request)).Data["page_url_name"]!.GetValue<string>()
        );
        Assert.Equal(before, (await Info(kept.Api, kept.PageId)).ToJsonString());
    }

    [Fact]
    public async Task Pages_are_listed_in_the_order_of_their_making_with_all_that_info_says()
    {
        var api = await shared.NewAccount();
        var pages = new List<long>();
        for (var i = 0; i < 3; i++)
            pages.Add((await api.NewPage("API")).PageId);

        var list = await api.Get("/status-page/list");

        var items = list.Data["items"]!.AsArray();
        Assert.Equal(pages.Order(), items.Select(p => p!["page_id"]!.GetValue<long>()).Order());
        Assert.Equal((3, false), (list.Data["total"]!.GetValue<int>(), list.Data["has_next_page"]!.GetValue<bool>()));
        foreach (var item in items)
            Assert.Equal((await Info(api, item!["page_id"]!.GetValue<long>())).ToJsonString(), item.ToJsonString());
    }

    private static Task<ApiAnswer> Create(ApiClient api, JsonObject request) =>
        api.Call("POST", "/status-page/create", request);

    private static Task<ApiAnswer> Try(ApiClient api, object changed)
    {
        var request = new JsonObject
        {
            ["name"] = "Acme",
            ["type"] = "public",
            ["url_name"] = "p-" + Guid.NewGuid().ToString("N"),
            ["date_view"] = "calendar",
            ["display_uptime_mode"] = "chart",
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(changed)!.AsObject())
            request[name] = value?.DeepClone();
        return Create(api, request);
    }

    private static async Task<long> New(ApiClient api, object changed) =>
        (await Try(api, changed)).Data["page_id"]!.GetValue<long>();

    private static async Task<JsonObject> Info(ApiClient api, long pageId) =>
        (await api.Get("/status-page/info", ("page_id", pageId))).Data;
}
