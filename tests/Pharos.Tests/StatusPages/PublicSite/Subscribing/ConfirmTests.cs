using System.Net;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Subscribing;

public sealed class ConfirmTests(MailServer mail) : IClassFixture<MailServer>
{
    [Fact]
    public async Task Reading_the_link_confirms_nothing_and_the_button_does_once()
    {
        var page = await Create();
        var address = SubscribePage.NewAddress();
        await page.Ask(address, SubscribePage.Some, ("component", page.Components[1]));
        var link = await page.Link(address);

        for (var i = 0; i < 3; i++)
        {
            var read = (await page.Get(link)).Html();
            Assert.Equal(link, read.QuerySelector("main form")!.GetAttribute("action"));
            Assert.Equal("Web", Assert.Single(read.QuerySelectorAll(".chosen li")).TextContent);
        }

        await SiteAnswer.Send(page.Server.Http, HttpMethod.Head, link);
        Assert.Null(await page.Scope(address));

        var confirmed = await page.Post(link);
        Assert.Equal(HttpStatusCode.SeeOther, confirmed.Status);
        (await page.Get(confirmed.Header("Location")!)).Says("You can change what you follow here.");
        Assert.Equal("Web", await page.Scope(address));
        Assert.Equal(0, await page.CountPending());

        foreach (var late in (SiteAnswer[])[await page.Get(link), await page.Post(link)])
        {
            // Used again, the link leads to the subscription, which exists.
            Assert.Equal(HttpStatusCode.SeeOther, late.Status);
            (await page.Get(late.Header("Location")!)).Says("You can change what you follow here.");
        }
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000")]
    [InlineData("x")]
    [InlineData("%00")]
    [InlineData("..%2f..%2fconsole")]
    public async Task A_link_that_was_never_sent_says_what_to_do(string token)
    {
        var page = await Create();

        foreach (
            var answer in (SiteAnswer[])
                [
                    await page.Page.Visit("/subscribe/confirm/" + token),
                    await page.Post($"{page.Page.Path}/subscribe/confirm/{token}"),
                ]
        )
        {
            Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.Gone, HttpStatusCode.BadRequest]);
            if (answer.Status == HttpStatusCode.Gone)
                Assert.Equal("This link is no longer valid", answer.Document().QuerySelector("h1")!.TextContent);
        }
    }

    [Fact]
    public async Task A_link_of_another_page_confirms_nothing()
    {
        var (page, other) = (await Create(), await Create());
        var address = SubscribePage.NewAddress();
        await page.Ask(address, SubscribePage.Everything);
        var link = await page.Link(address);

        Assert.Equal(
            HttpStatusCode.Gone,
            (await page.Post(link.Replace(page.Page.Slug, other.Page.Slug, StringComparison.Ordinal))).Status
        );

        Assert.Null(await other.Scope(address));
        Assert.Equal(HttpStatusCode.SeeOther, (await page.Post(link)).Status);
    }

    [Fact]
    public async Task A_link_dies_after_half_an_hour_and_asking_again_brings_another()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await SubscribePage.Create(server, sink);
        var (early, late) = (SubscribePage.NewAddress(), SubscribePage.NewAddress());
        await page.Ask(early, SubscribePage.Everything);
        await page.Ask(late, SubscribePage.Everything);
        var (first, dead) = (await page.Link(early), await page.Link(late));

        clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now + 1799));
        Assert.Equal(HttpStatusCode.SeeOther, (await page.Post(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await page.Get(dead)).Status);
        clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now + 1800));
        Assert.Equal(HttpStatusCode.Gone, (await page.Get(dead)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await page.Post(dead)).Status);

        await page.Ask(late, SubscribePage.Everything);
        // The jump may have ended the claim on the first email before its result was stored; it is then sent again.
        var (count, next) = (2, dead);
        while (next == dead)
            next = await page.Link(late, count++);
        Assert.Equal(HttpStatusCode.Gone, (await page.Post(dead)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await page.Post(next)).Status);
        Assert.Contains("30 minutes.", (await page.Mails(late, 2))[1].Body("text/plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_deleted_in_the_meantime_are_left_out_and_an_empty_rest_is_reported()
    {
        var page = await Create();
        var id = (await page.Page.Events.Publish()).ChangeId();
        var (some, all) = (SubscribePage.NewAddress(), SubscribePage.NewAddress());
        await page.Ask(some, SubscribePage.Some, ("component", page.Components[0]), ("component", page.Components[1]));
        await page.Ask(all, ("scope", "event"), ("this_event", $"{id}"));
        var (first, second) = (await page.Link(some), await page.Link(all));
        _ = (
            await page.Page.Api.Post(
                "/status-page/change/delete",
                new { page_id = page.Page.Events.PageId, change_id = id }
            )
        ).Data;
        _ = (
            await page.Page.Api.Post(
                "/status-page/component/delete",
                new { page_id = page.Page.Events.PageId, component_ids = new[] { page.Components[0] } }
            )
        ).Data;

        await page.Post(first);
        Assert.Equal("Web", await page.Scope(some));
        (await page.Get(second)).Says("no longer on this page");
        Assert.Equal(HttpStatusCode.Gone, (await page.Post(second)).Status);
        Assert.Null(await page.Scope(all));
    }

    [Fact]
    public async Task A_follower_of_a_section_gets_events_of_components_added_to_it_later()
    {
        var page = await SubscribePage.Create(mail.Server, mail.Sink, "API", "Web");
        var section = await page.NewSection("Core", 0, "API");
        var address = SubscribePage.NewAddress();
        await page.Subscribe(address, SubscribePage.Some, ("section", section));
        Assert.Equal("§Core", await page.Scope(address));

        await page.Change(
            1,
            new
            {
                component_id = page.Components[1],
                name = "Web",
                section_id = section,
            }
        );
        await page.Page.Events.PublishTold(
            new
            {
                title = "Web is slow",
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "Looking.",
                        component_changes = page.Page.Events.Says((1, "degraded")),
                    },
                },
            }
        );

        Assert.Equal("[Acme] Web is slow", (await page.Mails(address, 2))[1].Header("Subject"));
    }

    private Task<SubscribePage> Create() => SubscribePage.Create(mail.Server, mail.Sink);
}
