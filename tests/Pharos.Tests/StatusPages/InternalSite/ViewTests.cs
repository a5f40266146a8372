using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.InternalSite;

/// <summary>An internal page as its members read it.</summary>
[FullOnPostgres]
public sealed class ViewTests(SharedServer shared)
{
    [Fact]
    public async Task It_says_that_it_is_internal_and_leads_back_to_the_console_and_nowhere_that_is_public()
    {
        var page = await InternalPage.Create(shared.Server);
        foreach (var view in page.Views)
        {
            var html = (await page.Visit(page.Owner, view)).Html();

            Assert.Equal("Internal · members only", html.QuerySelector("header .internal")!.TextContent);
            Assert.NotNull(html.QuerySelector("header a[href='/console']"));
            Assert.Equal("noindex, nofollow", html.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
            Assert.Empty(
                html.QuerySelectorAll("link[rel=canonical], link[rel=alternate], meta[property], meta[name^=twitter]")
            );
            var links = html.QuerySelectorAll("[href]").Select(e => e.GetAttribute("href")!).ToList();
            Assert.All(links, link =>
                Assert.True(
                    link.StartsWith(page.Path, StringComparison.Ordinal)
                        || link[0] == '#'
                        || link.StartsWith("/console", StringComparison.Ordinal)
                        || link.StartsWith("data:image/svg+xml,", StringComparison.Ordinal),
                    link
                )
            );
            Assert.DoesNotContain(links, link =>
                link.Contains("feed", StringComparison.Ordinal)
                || link.EndsWith(".rss", StringComparison.Ordinal)
                || link.EndsWith(".ics", StringComparison.Ordinal)
            );
            foreach (var link in links.Where(l => l[0] == '/'))
                Assert.Equal(
                    HttpStatusCode.OK,
                    (await InternalPage.Visit(shared.Server, page.Owner, link, HttpMethod.Get)).Status
                );
        }
    }

    [Fact]
    public async Task No_cache_keeps_it_and_no_site_frames_it()
    {
        var page = await InternalPage.Create(shared.Server);
        foreach (var view in page.Views)
        {
            foreach (var encoding in (string[])["identity", "br"])
            {
                var answer = await page.Visit(page.Owner, view, ("Accept-Encoding", encoding));
                Assert.Equal(
                    (HttpStatusCode.OK, encoding == "br" ? "br" : null),
                    (answer.Status, answer.Header("Content-Encoding"))
                );
                Assert.Equal(
                    ["no-store", "private"],
                    answer.Header("Cache-Control")!.Split(", ").Order(StringComparer.Ordinal)
                );
                Assert.Equal(
                    ("noindex, nofollow", "DENY", "same-origin"),
                    (answer.Header("X-Robots-Tag"), answer.Header("X-Frame-Options"), answer.Header("Referrer-Policy"))
                );
                Assert.Contains(
                    "frame-ancestors 'none'",
                    answer.Header("Content-Security-Policy"),
                    StringComparison.Ordinal
                );
                Assert.Null(answer.Header("ETag"));
                Assert.Null(answer.Header("Access-Control-Allow-Origin"));
            }
        }
    }

    [Fact]
    public async Task Head_says_what_get_would_without_the_body()
    {
        var page = await InternalPage.Create(shared.Server);
        foreach (var view in page.Views)
        {
            var get = await page.Visit(page.Owner, view);
            var head = await InternalPage.Visit(shared.Server, page.Owner, page.Path + view, HttpMethod.Head);

            Assert.Equal((HttpStatusCode.OK, 0), (head.Status, head.Bytes.Length));
            Assert.Equal(
                (get.Header("Content-Type"), get.Bytes.Length.ToString()),
                (head.Header("Content-Type"), head.Header("Content-Length"))
            );
        }
    }

    [Fact]
    public async Task It_speaks_the_members_language_and_the_other_where_that_is_chosen()
    {
        var page = await InternalPage.Create(shared.Server);
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Members.Where(m => m.MemberId == page.Events.Api.Caller.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Locale, "zh-CN"));

        var own = (await page.Visit(page.Owner, "", ("Accept-Language", "en"))).Html();
        Assert.Equal(
            ("zh-Hans", "内部 · 仅成员可见"),
            (own.DocumentElement.GetAttribute("lang"), own.QuerySelector(".internal")!.TextContent)
        );

        var chosen = (
            await page.Visit(
                page.Owner,
                ((IHtmlAnchorElement)own.QuerySelector("footer a[hreflang=en]")!).GetAttribute("href")![
                    page.Path.Length..
                ]
            )
        ).Html();
        Assert.Equal("en", chosen.DocumentElement.GetAttribute("lang"));
        Assert.Equal(page.Path + "/history?lang=en", chosen.QuerySelectorAll("header nav a")[1].GetAttribute("href"));
    }

    [Fact]
    public async Task A_change_is_seen_by_the_very_next_visit()
    {
        var page = await InternalPage.Create(shared.Server);
        foreach (var view in page.Views)
            (await page.Visit(page.Owner, view)).Html();

        _ = (
            await page.Events.Api.Post(
                "/status-page/change/update",
                new
                {
                    page_id = page.Events.PageId,
                    change_id = page.ChangeId,
                    title = "Quite another title",
                }
            )
        ).Data;

        foreach (var view in page.Views)
            (await page.Visit(page.Owner, view)).Says("Quite another title");
    }

    [Fact]
    public async Task A_page_that_is_renamed_or_deleted_is_not_at_its_old_name()
    {
        var page = await InternalPage.Create(shared.Server);
        (await page.Visit(page.Owner)).Html();
        var moved = page.Slug + "-moved";

        _ = (
            await page.Events.Api.Post("/status-page/update", new { page_id = page.Events.PageId, url_name = moved })
        ).Data;
        Assert.Equal("/internal/" + moved, (await page.Visit(page.Owner)).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await page.Owner.Get("/internal/" + moved)).Status);

        _ = (await page.Events.Api.Post("/status-page/delete", new { page_id = page.Events.PageId })).Data;
        Assert.Equal(HttpStatusCode.NotFound, (await page.Owner.Get("/internal/" + moved)).Status);
    }

    [Fact]
    public async Task The_consoles_home_page_leads_to_it_by_its_screen()
    {
        var page = await InternalPage.Create(shared.Server);

        var home = await page.Owner.Get("/console");
        Assert.Contains("Internal", home.Text, StringComparison.Ordinal);
        var screen = System
            .Text.RegularExpressions.Regex.Match(
                home.Html,
                "<a class=\"strong\" href=\"(/console/pages/\\d+)\">" + InternalPage.Secret
            )
            .Groups[1]
            .Value;
        Assert.Contains($"href=\"{page.Path}\"", (await page.Owner.Get(screen)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_is_down_members_cannot_be_recognised_and_no_one_reads_it()
    {
        await using var server = await TestServer.Start();
        var page = await InternalPage.Create(server);
        foreach (var view in page.Views)
            (await page.Visit(page.Owner, view)).Html();

        await using (await Outage.Begin(server))
        {
            foreach (var view in page.Views)
            {
                var answer = await page.Visit(page.Owner, view);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
                answer.DoesNotSay(InternalPage.Secret);
            }
        }
    }
}
