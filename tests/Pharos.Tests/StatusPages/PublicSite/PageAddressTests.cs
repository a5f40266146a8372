using System.Net;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>What an address of a page leads to, now and after a change.</summary>
[FullOnPostgres]
public sealed class PageAddressTests(FrozenServer frozen)
{
    [Fact]
    public async Task A_link_to_the_page_shows_its_state_and_leads_to_one_address()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var well = (await page.Visit("?lang=zh")).Html();
        await page.Events.Publish();
        var ill = (await page.Visit()).Html();

        string Meta(AngleSharp.Html.Dom.IHtmlDocument html, string name) =>
            html.QuerySelector($"meta[property='{name}'], meta[name='{name}']")!.GetAttribute("content")!;
        Assert.Equal("Acme status: Some services are degraded", Meta(ill, "og:title"));
        Assert.Equal("Affected: API. Everything else is operational.", Meta(ill, "og:description"));
        Assert.Equal(
            ("index, follow", "noindex"),
            (
                Meta(ill, "robots"),
                Meta((await (await SitePage.Create(await frozen.NewAccount())).Visit("/history")).Html(), "robots")
            )
        );
        Assert.Equal(Meta(well, "og:url"), well.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.NotEqual(Meta(well, "og:image"), Meta(ill, "og:image"));
        Assert.NotEqual(
            well.QuerySelector("link[rel=icon]")!.GetAttribute("href"),
            ill.QuerySelector("link[rel=icon]")!.GetAttribute("href")
        );
        var card = await SiteAnswer.Get(page.Api.Http, new Uri(Meta(ill, "og:image")).PathAndQuery);
        Assert.Equal(("image/png", "PNG"), (card.ContentType, System.Text.Encoding.ASCII.GetString(card.Bytes, 1, 3)));
    }

    [Theory]
    [InlineData("/s/missing-page", "text/html,*/*;q=0.8", "text/html")]
    [InlineData("/s/missing-page/history", "text/html", "text/html")]
    [InlineData("/s/missing-page/nothing", "text/html", "text/html")]
    [InlineData("/s/missing-page", "", "text/plain")]
    [InlineData("/s/missing-page/feed.rss", "application/rss+xml", "text/plain")]
    public async Task A_visitor_who_finds_nothing_gets_a_page_and_a_feed_reader_a_line(
        string path,
        string accepted,
        string type
    )
    {
        var answer = await SiteAnswer.Get(
            frozen.Server.Http,
            path + "?lang=zh",
            accepted.Length == 0 ? [] : [("Accept", accepted)]
        );

        Assert.Equal((HttpStatusCode.NotFound, type), (answer.Status, answer.ContentType));
        answer.Says("页面不存在");
    }

    [Fact]
    public async Task A_change_is_seen_by_the_very_next_visit()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        for (var i = 0; i < 10; i++)
        {
            _ = (
                await page.Api.Post(
                    "/status-page/change/update",
                    new
                    {
                        page_id = page.Events.PageId,
                        change_id = id,
                        title = $"Title {i} of it",
                    }
                )
            ).Data;
            foreach (
                var view in (string[])
                    ["", "/feed.rss", "/feed.atom", "/api/v2/summary.json", "/history", $"/events/{id}"]
            )
                (await page.Visit(view)).Says($"Title {i} of it");
        }
    }

    [Fact]
    public async Task A_page_that_is_renamed_or_deleted_is_not_at_its_old_name()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var moved = page.Slug + "-moved";
        (await page.Visit()).Html();
        await page.Set(new { url_name = moved });
        Assert.Equal(HttpStatusCode.OK, (await SiteAnswer.Get(page.Api.Http, "/s/" + moved)).Status);
        Assert.Equal("/s/" + moved, (await page.Visit()).Headers.Location!.OriginalString);

        // A page that takes the name now is found under it.
        var other = await SitePage.Create(page.Api, "Other");
        await other.Set(new { url_name = page.Slug });
        (await page.Visit()).Says("Other");

        await other.Api.Post("/status-page/delete", new { page_id = other.Events.PageId });
        Assert.All(await Task.WhenAll(page.Visit(), page.Visit("/feed.rss"), page.Visit("/api/v2/status.json")), a =>
            Assert.Equal(HttpStatusCode.NotFound, a.Status)
        );
    }
}
