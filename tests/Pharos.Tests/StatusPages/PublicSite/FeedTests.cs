using System.Globalization;
using System.Net;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>RSS 2.0 and Atom (RFC 4287), by the rules of the formats and of the contract.</summary>
[FullOnPostgres]
public sealed class FeedTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;
    private const long Day = 86400;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Rss_is_valid()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await FillIn(page);

        foreach (var name in (string[])["feed.rss", "history.rss"])
        {
            var answer = await page.Visit("/" + name);
            Assert.Equal("application/rss+xml; charset=utf-8", answer.Header("Content-Type"));
            var rss = XDocument.Parse(answer.Text).Root!;
            Assert.Equal(("rss", "2.0"), (rss.Name.ToString(), rss.Attribute("version")!.Value));
            var channel = Assert.Single(rss.Elements());
            Assert.Equal("channel", channel.Name.ToString());
            foreach (var required in (string[])["title", "link", "description", "lastBuildDate"])
                Assert.NotEqual("", Assert.Single(channel.Elements(required)).Value);
            var home = Absolute(channel.Element("link")!.Value);
            Assert.Equal(page.Path, home.AbsolutePath);
            Assert.Equal(
                (home + "/" + name, "self"),
                (
                    channel.Element(Atom + "link")!.Attribute("href")!.Value,
                    channel.Element(Atom + "link")!.Attribute("rel")!.Value
                )
            );
            var items = channel.Elements("item").ToList();
            Assert.Equal(["Third", "Second", "First"], items.Select(i => i.Element("title")!.Value));
            Assert.Equal(3, items.Select(i => i.Element("guid")!.Value).Distinct().Count());
            foreach (var item in items)
            {
                var link = Absolute(item.Element("link")!.Value);
                Assert.Equal(
                    ("false", $"urn:pharos:page:{page.Events.PageId}:event:{link.Segments[^1]}"),
                    (item.Element("guid")!.Attribute("isPermaLink")!.Value, item.Element("guid")!.Value)
                );
                Assert.Equal(HttpStatusCode.OK, (await SiteAnswer.Get(page.Api.Http, link.AbsolutePath)).Status);
                _ = Rfc822(item.Element("pubDate")!.Value);
                DemandHarmless(item.Element("description")!.Value);
            }

            Assert.Equal(
                items.Max(i => Rfc822(i.Element("pubDate")!.Value)),
                Rfc822(channel.Element("lastBuildDate")!.Value)
            );
        }
    }

    [Fact]
    public async Task Atom_is_valid()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await FillIn(page);

        foreach (var name in (string[])["feed.atom", "history.atom"])
        {
            var answer = await page.Visit("/" + name);
            Assert.Equal("application/atom+xml; charset=utf-8", answer.Header("Content-Type"));
            var entries = DemandAtom(answer, name);
            Assert.Equal(["Third", "Second", "First"], entries.Select(e => e.Element(Atom + "title")!.Value));
            // All of it was published now, whatever time it is about.
            Assert.All(entries, e => Assert.Equal(Now, Iso(e.Element(Atom + "updated")!.Value)));
            Assert.Equal(
                [Now - 100, Now - Day - 1000, Now - (2 * Day)],
                entries.Select(e => Iso(e.Element(Atom + "published")!.Value))
            );
        }
    }

    [Fact]
    public async Task An_event_has_a_feed_of_its_own()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = await FillIn(page);

        var entry = Assert.Single(DemandAtom(await page.Visit($"/events/{id}/feed.atom"), $"events/{id}/feed.atom"));

        Assert.Equal("Second", entry.Element(Atom + "title")!.Value);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Visit("/events/1/feed.atom")).Status);
    }

    [Fact]
    public async Task Readers_take_nothing_for_new_when_the_page_moves()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await FillIn(page);
        await page.Events.Announce(Now + 3600);
        var moved = "moved-" + page.Slug;
        async Task<string> Ids(string path)
        {
            var rss = XDocument
                .Parse((await SiteAnswer.Get(page.Api.Http, path + "/feed.rss")).Text)
                .Descendants("guid");
            var atom = XDocument
                .Parse((await SiteAnswer.Get(page.Api.Http, path + "/feed.atom")).Text)
                .Descendants(Atom + "id");
            var calendar = (await SiteAnswer.Get(page.Api.Http, path + "/maintenances.ics"))
                .Text.Split("\r\n")
                .Where(l => l.StartsWith("UID:", StringComparison.Ordinal));
            return string.Join(' ', rss.Concat(atom).Select(e => e.Value).Concat(calendar));
        }

        var before = await Ids(page.Path);
        await page.Set(new { url_name = moved });

        Assert.Equal(10, before.Split(' ').Length);
        Assert.DoesNotContain(page.Slug, before, StringComparison.Ordinal);
        Assert.Equal(before, await Ids("/s/" + moved));
    }

    [Fact]
    public async Task An_entry_tells_what_the_event_is_about_before_its_updates()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Events.Publish(new { description = "About **8 %** of requests fail." });

        foreach (var feed in (string[])["/feed.rss", "/feed.atom"])
        {
            var body = XDocument
                .Parse((await page.Visit(feed)).Text)
                .Descendants()
                .Last(e => e.Name.LocalName is "content" or "description")
                .Value;
            Assert.StartsWith("<p>About <strong>8 %</strong> of requests fail.</p>", body, StringComparison.Ordinal);
            Assert.Contains("We are looking.", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_sitemap_has_the_events_of_the_window_and_the_months_they_began_in()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "In April", Now - (40 * Day));
        var id = await FillIn(page);

        var addresses = XDocument
            .Parse((await page.Visit("/sitemap.xml")).Text)
            .Descendants()
            .Where(e => e.Name.LocalName == "loc")
            .Select(e => Absolute(e.Value).AbsolutePath)
            .ToList();

        Assert.Equal(8, addresses.Count);
        Assert.All((string[])["", "/history", "/history/2026-05", "/history/2026-04", $"/events/{id}"], path =>
            Assert.Contains(page.Path + path, addresses)
        );
    }

    [Fact]
    public async Task A_feed_without_events_is_valid_too()
    {
        var page = await SitePage.Create(await frozen.NewAccount());

        Assert.Empty(DemandAtom(await page.Visit("/feed.atom"), "feed.atom"));
        Assert.Empty(XDocument.Parse((await page.Visit("/feed.rss")).Text).Descendants("item"));
    }

    [Fact]
    public async Task Feeds_hold_the_last_90_days_and_at_most_50_events()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "Too old", Now - (90 * Day) - 1);
        await Past(page, "Just in", Now - (90 * Day));
        foreach (var feed in (string[])["/feed.rss", "/history.rss", "/feed.atom", "/history.atom"])
        {
            var answer = await page.Visit(feed);
            answer.Says("Just in");
            answer.DoesNotSay("Too old");
        }

        for (var i = 0; i < 50; i++)
            await Past(page, $"Number {i}", Now - Day - i);

        var titles = XDocument
            .Parse((await page.Visit("/feed.atom")).Text)
            .Descendants(Atom + "entry")
            .Select(e => e.Element(Atom + "title")!.Value);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"Number {i}"), titles);
    }

    [Fact]
    public async Task An_entry_tells_the_newest_update_first()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        await page.Events.Update(id, "identified", Now, (0, "partial_outage"));

        var body = XDocument.Parse((await page.Visit("/feed.atom")).Text).Descendants(Atom + "content").Single().Value;

        Assert.True(
            body.IndexOf("identified it is", StringComparison.Ordinal)
                < body.IndexOf("We are looking", StringComparison.Ordinal),
            body
        );
        Assert.Contains("Affected: API", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_is_dated_no_earlier_than_its_publication_unless_it_is_a_past_event()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(Now));
        await using var server = await TestServer.Start(clock);
        var page = await SitePage.Create(await server.NewAccount());
        await Past(page, "Long past", Now - (2 * Day));
        var id = await Begin(page, "Late", Now - (7 * 3600));
        async Task<IEnumerable<(string Title, long At)>> Dates() =>
            XDocument
                .Parse((await page.Visit("/feed.rss")).Text)
                .Descendants("item")
                .Select(i => (i.Element("title")!.Value, Rfc822(i.Element("pubDate")!.Value)));

        Assert.Equal([("Late", Now), ("Long past", Now - (2 * Day) + 60)], await Dates());
        clock.Advance(TimeSpan.FromHours(2));
        // Written two hours later about a time before: readers that came in between have not seen it.
        await page.Events.Update(id, "identified", Now + 1800);
        Assert.Equal([("Late", Now + 7200), ("Long past", Now - (2 * Day) + 60)], await Dates());
        var entry = DemandAtom(await page.Visit("/feed.atom"), "feed.atom")[0];
        Assert.Equal((Now - (7 * 3600), Now + 7200), (Iso(Only(entry, "published")), Iso(Only(entry, "updated"))));
        // Correcting a text is no news.
        clock.Advance(TimeSpan.FromHours(1));
        await page.Events.Correct(
            id,
            (await page.Events.Read(id)).Updates()[0].Text("update_id"),
            new { description = "In other words." }
        );
        Assert.Equal(Now + 7200, (await Dates()).First().At);
    }

    /// <summary>Three events; the ID of the second.</summary>
    private static async Task<long> FillIn(SitePage page)
    {
        await Begin(page, "First", Now - (2 * Day));
        var second = await Begin(page, "Second", Now - Day - 1000);
        await page.Events.Update(second, "identified", Now - Day - 500);
        await Begin(page, "Third", Now - 100);
        return second;
    }

    private static async Task<long> Begin(SitePage page, string title, long start) =>
        (
            await page.Events.Publish(
                new
                {
                    title,
                    start_at_seconds = start,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = "investigating",
                            description = "We *look*.",
                            component_changes = page.Events.Says((0, "degraded")),
                        },
                    },
                }
            )
        ).ChangeId();

    private static async Task Past(SitePage page, string title, long start) =>
        _ = (
            await page.Events.Publish(
                new
                {
                    is_retrospective = true,
                    title,
                    status = "resolved",
                    start_at_seconds = start,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = "investigating",
                            component_changes = page.Events.Says((0, "degraded")),
                        },
                        new
                        {
                            at_seconds = start + 60,
                            status = "resolved",
                            component_changes = page.Events.Says((0, "operational")),
                        },
                    },
                }
            )
        ).Data;

    private static List<XElement> DemandAtom(SiteAnswer answer, string self)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var feed = XDocument.Parse(answer.Text).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.All(feed.Descendants(), e => Assert.Equal(Atom, e.Name.Namespace));
        Assert.Matches("^urn:pharos:page:[0-9]+(:event:[0-9]+:updates)?$", Only(feed, "id"));
        var at = Absolute(
            feed.Elements(Atom + "link").Single(l => l.Attribute("rel")!.Value == "self").Attribute("href")!.Value
        );
        Assert.NotEqual("", Only(feed, "title"));
        Assert.NotEqual("", feed.Element(Atom + "author")!.Element(Atom + "name")!.Value);
        Assert.EndsWith("/" + self, at.ToString(), StringComparison.Ordinal);
        _ = Absolute(
            feed.Elements(Atom + "link").Single(l => l.Attribute("rel")!.Value == "alternate").Attribute("href")!.Value
        );
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(entries.Count, entries.Select(e => Only(e, "id")).Distinct().Count());
        foreach (var entry in entries)
        {
            var link = Absolute(Assert.Single(entry.Elements(Atom + "link")).Attribute("href")!.Value);
            Assert.Matches($"^urn:pharos:page:[0-9]+:event:{link.Segments[^1]}$", Only(entry, "id"));
            Assert.NotEqual("", Only(entry, "title"));
            Assert.Equal("html", entry.Element(Atom + "content")!.Attribute("type")!.Value);
            DemandHarmless(Only(entry, "content"));
            _ = Iso(Only(entry, "published"));
        }

        var updated = Iso(Only(feed, "updated"));
        Assert.True(entries.Count == 0 || updated == entries.Max(e => Iso(Only(e, "updated"))));
        return entries;
    }

    private static string Only(XElement parent, string name) => Assert.Single(parent.Elements(Atom + name)).Value;

    private static Uri Absolute(string text)
    {
        Assert.True(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == "https", text);
        return uri;
    }

    private static long Iso(string text) =>
        DateTimeOffset
            .ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            .ToUnixTimeSeconds();

    private static long Rfc822(string text) =>
        DateTimeOffset
            .ParseExact(
                text,
                "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            )
            .ToUnixTimeSeconds();

    private static void DemandHarmless(string html) =>
        Assert.Empty(new HtmlParser().ParseDocument(html).QuerySelectorAll("script, style, img, iframe, svg, form"));
}
