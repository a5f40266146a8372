using System.Text.RegularExpressions;
using Pharos.Tests.Notifications;
using Pharos.Tests.StatusPages.DeliveryProblems;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Home;

public sealed class HomeTests(SharedServer shared, FrozenServer frozen)
{
    [Fact]
    public async Task Without_a_page_it_says_what_to_do_first()
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        var home = await browser.Get("/console");

        Assert.Contains("Create your first status page", home.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/console/pages/new\"", home.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_accounts_pages_are_listed_with_how_they_are_and_no_others()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, components) = await member.NewPage("API", "Web");
        await member.NewIncident(pageId, components[0]);
        var (strangers, _) = await (await shared.NewAccount()).NewPage();

        var home = await browser.Get("/console");

        Assert.Matches(@"Acme\s*/s/acme-[0-9a-f]{32} · 2 components · 0 subscribers\s*Degraded", home.Text);
        Assert.Single(Regex.Matches(home.Text, "acme-[0-9a-f]{32}"));
        Assert.Contains($"/console/pages/{pageId}\"", home.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            strangers.ToString(System.Globalization.CultureInfo.InvariantCulture),
            home.Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_hidden_component_does_not_make_its_page_look_worse_than_readers_see_it()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, components) = await member.NewPage("API");
        await member.NewIncident(pageId, components[0]);
        await member.Post(
            "/status-page/component/upsert",
            new
            {
                page_id = pageId,
                components = new[]
                {
                    new
                    {
                        component_id = components[0],
                        name = "API",
                        hide_all = true,
                    },
                },
            }
        );

        Assert.Matches(@"1 component · 0 subscribers\s*Operational", (await browser.Get("/console")).Text);
    }

    [Fact]
    public async Task Open_events_come_first_with_their_last_update_and_those_that_are_over_do_not_come()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var page = await ChangePage.Create(member, "API");
        var open = (await page.Publish()).ChangeId();
        var over = (await page.Publish(new { title = "Long over" })).ChangeId();
        await page.Update(over, "resolved", null, (0, "operational"));

        var home = await browser.Get("/console");

        Assert.Matches(
            @"Active events[\s\S]*Slow answers\s*API · 1 update\s*Acme\s*Investigating\s*just now",
            home.Text
        );
        Assert.Contains($"/events/{open}\"", home.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Long over", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_past_its_promised_update_needs_attention()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var (browser, member) = await server.NewSignedIn();
        var page = await ChangePage.Create(member, "API");
        await page.Publish(
            new
            {
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "We are looking.",
                        component_changes = page.Says((0, "degraded")),
                        next_update_at_seconds = FrozenServer.Now + 1800,
                    },
                },
            }
        );

        Assert.Matches(
            @"next due 20:56 UTC, in 30 minutes[\s\S]*You're all caught up",
            (await browser.Get("/console")).Text
        );
        clock.Advance(TimeSpan.FromMinutes(41));
        var later = await browser.Get("/console");

        Assert.Contains("update overdue", later.Text, StringComparison.Ordinal);
        Assert.Contains("“Slow answers” has had no update for 41 minutes", later.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_maintenance_about_to_start_or_late_needs_attention()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var (browser, member) = await server.NewSignedIn();
        var page = await ChangePage.Create(member, "API");
        await page.Announce(FrozenServer.Now + 7200);
        await page.Announce(FrozenServer.Now + (8 * 86400), new { title = "Far off" });

        var home = await browser.Get("/console");
        Assert.Contains("“New disks” starts in 2 hours", home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Far off", home.Text, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromHours(3));

        Assert.Contains(
            "“New disks” should have started",
            (await browser.Get("/console")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_open_event_with_failed_deliveries_needs_attention()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var page = await Problems.Page(member);
        await Problems.Address(shared.Server, page.PageId, 1000, "550 no such user");
        await page.PublishTold();

        await Eventually.True(
            async () =>
                (await browser.Get("/console")).Text.Contains(
                    "1 recipient could not be notified of “",
                    StringComparison.Ordinal
                ),
            TimeSpan.FromSeconds(60)
        );
    }

    [Fact]
    public async Task Who_may_not_publish_sees_no_way_to_it()
    {
        var owner = await frozen.NewAccount();
        await ChangePage.Create(owner);
        var viewer = await frozen.Server.NewSignedInColleague(owner, Pharos.Platform.Roles.BuiltInRoles.Viewer);

        var home = await viewer.Get("/console");

        Assert.DoesNotContain("/console/publish", home.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/pages/new", home.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_speaks_the_browsers_language()
    {
        var (browser, _) = await shared.Server.NewSignedIn("zh-CN");

        var home = await browser.Get("/console");

        Assert.Contains("创建第一个状态页", home.Text, StringComparison.Ordinal);
        Assert.Contains("退出登录", home.Text, StringComparison.Ordinal);
    }
}
