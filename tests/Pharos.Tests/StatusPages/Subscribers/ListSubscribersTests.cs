using Microsoft.EntityFrameworkCore;
using Pharos.Platform.Roles;
using Pharos.StatusPages.Subscribers;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

public sealed class ListSubscribersTests(FrozenServer frozen)
{
    [Fact]
    public async Task The_filter_finds_subscribers_who_are_notified_about_one_of_the_components()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        var change = await page.NewIncident();
        await page.Import(
            new { recipient = "all@example.com", all = true },
            new { recipient = "api@example.com", component_ids = new[] { page.Components[0] } },
            new { recipient = "mail@example.com", component_ids = new[] { page.Components[2] } },
            // Follows an event that touches the first component, and not the component.
            new { recipient = "one@example.com", change_ids = new[] { change } }
        );
        await page.NewSection("Core", [page.Components[0], page.Components[1]], "core@example.com");

        Assert.Equal(
            ["all@example.com: *", "api@example.com: API", "core@example.com: API, Web"],
            await page.Told(("component_ids", page.Components[0]))
        );
        Assert.Equal(
            ["all@example.com: *", "core@example.com: API, Web"],
            await page.Told(("component_ids", page.Components[1]))
        );
        Assert.Equal(
            ["all@example.com: *", "api@example.com: API", "core@example.com: API, Web", "mail@example.com: Mail"],
            await page.Told(("component_ids", $"{page.Components[0]},{page.Components[2]}"))
        );
        Assert.Equal(
            [
                "all@example.com: *",
                "api@example.com: API",
                "core@example.com: API, Web",
                "mail@example.com: Mail",
                "one@example.com: 1",
            ],
            await page.Told()
        );
    }

    [Fact]
    public async Task Addresses_are_masked_for_those_who_do_not_manage_status_pages()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Import(
            new { recipient = "alice@example.com", all = true },
            new { recipient = "b@example.com", all = true }
        );
        var viewer = await frozen.Server.NewMember(page.Api.Caller.AccountId, BuiltInRoles.Viewer);

        Assert.Equal(["alice@example.com", "b@example.com"], await Recipients(page.Api, page.PageId));
        Assert.Equal(["a***@example.com", "***@example.com"], await Recipients(viewer, page.PageId));
    }

    [Fact]
    public async Task The_console_neither_shows_nor_finds_what_is_masked()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Import(new { recipient = "alice@example.com", all = true });
        await using (var db = await frozen.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Subscribers.Where(s => s.PageId == page.PageId)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(s => s.QuarantinedAt, 1000)
                        .SetProperty(s => s.QuarantineReason, "550 no alice@example.com here")
                );
        var path = $"/console/pages/{page.PageId}/subscribers";
        var viewer = await frozen.Server.NewSignedInColleague(page.Api, BuiltInRoles.Viewer);
        var manager = await frozen.Server.NewSignedInColleague(page.Api, BuiltInRoles.Admin);

        Assert.Contains("alice@example.com", (await manager.Get(path)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a***@", (await manager.Get(path + "?q=bob")).Text, StringComparison.Ordinal);
        foreach (var query in (string[])["", "?q=alice", "?q=bob"])
        {
            var shown = await viewer.Get(path + query);
            Assert.Contains("a***@example.com", shown.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("alice@", shown.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"q\"", shown.Html, StringComparison.Ordinal);
        }
    }

    private static async Task<IEnumerable<string>> Recipients(ApiClient api, long pageId) =>
        (await api.Get("/status-page/subscriber/list", ("page_id", pageId))).Data["items"]!
            .AsArray()
            .Select(i => i!["recipient"]!.GetValue<string>());

    [Fact]
    public async Task A_component_of_the_list_says_all_that_the_page_says_of_it()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Import(new { recipient = "alice@example.com", component_ids = new[] { page.Components[1] } });

        var info = (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data["components"]!.AsArray();

        Assert.Equal(
            info[1]!.ToJsonString(),
            Assert.Single((await page.List())[0]["components"]!.AsArray())!.ToJsonString()
        );
    }

    [Fact]
    public async Task Ten_come_at_a_time_and_every_one_of_them_once()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await page.Import(Enumerable.Range(0, 23).Select(i => new { recipient = $"u{i:00}@example.com", all = true }));
        var seen = new List<string>();
        foreach (
            var (p, count, more) in ((int, int, bool)[])[(1, 10, true), (2, 10, true), (3, 3, false), (4, 0, false)]
        )
        {
            var answer = (await page.Api.Get("/status-page/subscriber/list", ("page_id", page.PageId), ("p", p))).Data;
            Assert.Equal(
                (count, more, 23),
                (
                    answer["items"]!.AsArray().Count,
                    answer["has_next_page"]!.GetValue<bool>(),
                    answer["total"]!.GetValue<int>()
                )
            );
            seen.AddRange(answer["items"]!.AsArray().Select(i => i!.AsObject().Text("recipient")));
        }

        Assert.Equal(Enumerable.Range(0, 23).Select(i => $"u{i:00}@example.com"), seen);
        Assert.Equal(
            10,
            (await page.Api.Get("/status-page/subscriber/list", ("page_id", page.PageId))).Data["items"]!
                .AsArray()
                .Count
        );
    }

    [Theory]
    [InlineData("p", "0", "p")]
    [InlineData("p", "1001", "limit")]
    [InlineData("limit", "0", "limit")]
    [InlineData("limit", "101", "limit")]
    [InlineData("component_ids", "01KC3GAZ6ZJE40H55GM31RPWZE", "component_ids")]
    [InlineData("component_ids", "API", "component_ids")]
    [InlineData("component_ids", ",", "component_ids")]
    public async Task What_cannot_be_listed_is_refused_by_its_name(string name, string value, string field)
    {
        var page = await SubscriberPage.Create(frozen.Server);

        (await page.Api.Get("/status-page/subscriber/list", ("page_id", page.PageId), (name, value))).IsError(
            "InvalidParameter",
            field
        );
    }

    [Fact]
    public async Task Who_has_not_confirmed_is_nowhere()
    {
        var page = await SubscriberPage.Create(frozen.Server);
        await using (var db = await frozen.Server.Store.Databases.CreateDbContextAsync())
        {
            db.PendingSubscriptions.Add(
                new PendingSubscriptionRow
                {
                    PageId = page.PageId,
                    Recipient = "pending@example.com",
                    Digest = Guid.NewGuid().ToByteArray(),
                    All = true,
                    Locale = "en-US",
                    CreatedAt = FrozenServer.Now,
                    ExpiresAt = FrozenServer.Now + 1800,
                }
            );
            await db.SaveChangesAsync();
        }

        Assert.Empty(await page.List());
        Assert.DoesNotContain("pending", (await page.Export()).Text, StringComparison.Ordinal);
    }
}
