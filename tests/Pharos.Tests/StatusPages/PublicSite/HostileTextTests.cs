using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>Whatever names, titles and texts say, every view stays what it is.</summary>
[FullOnPostgres]
public sealed class HostileTextTests(SharedServer shared)
{
    public static TheoryData<string> Texts =>
        new([
            "</script><script>alert(1)</script>",
            "]]><x/>",
            "\"onmouseover=\"alert(1)",
            "'onmouseover='alert(1)",
            "&amp;&lt;&#0;",
            "--><img src=x onerror=alert(1)>",
            "</title></style></svg><svg onload=alert(1)>",
            "\\\"};alert(1);//",
            "{0} {1:x} {",
            "\u2028alert(1)\u2029",
            "\ufffe.",
            "\u202eright to left",
            "😀<b>😀",
            "中文\"<&>'",
            "`${alert(1)}`",
            "<!--as-of-->",
            "%00%0d%0aX: y",
        ]);

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Every_view_stays_what_it_is(string text)
    {
        var page = await SitePage.Create(await shared.NewAccount(), "a " + text, "b " + text);
        await page.Set(
            new
            {
                name = "n " + text,
                page_title = "t " + text,
                page_header = text,
                page_footer = text,
                custom_links = new[] { new { name = "l " + text, url = "https://example.com/?q=%22" } },
            }
        );
        object[] says = page.Events.Says((0, "full_outage"));
        var id = (
            await page.Events.Publish(
                new
                {
                    title = "e " + text,
                    description = text,
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            description = text + "\u0001\u001b",
                            component_changes = says,
                        },
                    },
                }
            )
        ).ChangeId();

        foreach (
            var view in (string[])
                ["", "/history", $"/events/{id}", $"/events/{id}/feed.atom", .. SiteViews.Files.Select(f => "/" + f)]
        )
        {
            var answer = await page.Visit(view);
            Assert.True(answer.Status == HttpStatusCode.OK, view);
            switch (answer.ContentType)
            {
                case "text/html":
                    DemandHtml(answer);
                    break;
                case "application/json":
                    using (JsonDocument.Parse(answer.Bytes))
                        break;
                case "text/javascript":
                    Assert.DoesNotContain(
                        "<",
                        answer.Text.Replace("i<", "", StringComparison.Ordinal),
                        StringComparison.Ordinal
                    );
                    Assert.DoesNotContain("\u2028", answer.Text, StringComparison.Ordinal);
                    break;
                case "text/plain" or "text/calendar" or "image/png":
                    break;
                default:
                    Assert.EndsWith("xml", answer.ContentType, StringComparison.Ordinal);
                    var xml = XDocument.Parse(answer.Text);
                    Assert.DoesNotContain(xml.Descendants(), e =>
                        e.Name.LocalName is "script" or "x"
                        || e.Attributes().Any(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal))
                    );
                    break;
            }
        }

        var html = (await page.Visit()).Html();
        Assert.Equal(Stored("e " + text), html.QuerySelector("article.event h3")!.TextContent);
        Assert.Equal(
            [Stored("a " + text), Stored("b " + text)],
            html.QuerySelectorAll(".component .title").Select(e => e.TextContent)
        );
    }

    /// <summary>A line as the door lets it in.</summary>
    private static string Stored(string line) => Validate.Line(line, "line", 255);

    [Fact]
    public async Task The_banner_says_nothing_while_all_is_well_and_stays_below_2_KB()
    {
        var page = await SitePage.Create(await shared.NewAccount());
        Assert.Equal("/* All is well: nothing to show. */\n", (await page.Visit("/banner.js")).Text);

        await page.Events.Publish(
            new
            {
                title = string.Concat(Enumerable.Repeat("😀", 255)),
                updates = new[]
                {
                    new { status = "investigating", component_changes = page.Events.Says((0, "full_outage")) },
                },
            }
        );
        await page.Set(new { url_name = new string('a', 200) + Guid.NewGuid().ToString("N") });
        var slug = (await page.Api.Get("/status-page/info", ("page_id", page.Events.PageId))).Data[
            "url_name"
        ]!.GetValue<string>();

        var banner = await SiteAnswer.Get(page.Api.Http, $"/s/{slug}/banner.js");
        banner.Says("Some services are down: ");
        Assert.True(banner.Bytes.Length < 2048, $"{banner.Bytes.Length} bytes");
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("a😀")]
    [InlineData("W")]
    [InlineData("a\uffff")]
    public async Task The_badge_says_the_name_and_the_state_in_well_formed_xml(string part)
    {
        var page = await SitePage.Create(await shared.NewAccount());
        await page.Set(new { name = string.Concat(Enumerable.Repeat(part, 255 / part.EnumerateRunes().Count())) });

        var badge = await page.Visit("/badge.svg");
        var icon = await page.Visit("/favicon.svg");

        Assert.Equal(("image/svg+xml", "image/svg+xml"), (badge.ContentType, icon.ContentType));
        Assert.Contains(
            "All services are operational",
            XDocument.Parse(badge.Text).Root!.Attribute("aria-label")!.Value,
            StringComparison.Ordinal
        );
        badge.DoesNotSay(Rune.ReplacementChar.ToString());
        Assert.Equal("svg", XDocument.Parse(icon.Text).Root!.Name.LocalName);
    }

    private static void DemandHtml(SiteAnswer answer)
    {
        var html = answer.Html();
        Assert.Equal([SiteAssets.Theme, SiteAssets.Script], html.QuerySelectorAll("script").Select(e => e.TextContent));
        Assert.Single(html.QuerySelectorAll("style"));
        Assert.Empty(html.QuerySelectorAll("img, iframe, x, b"));
        Assert.DoesNotContain(html.QuerySelectorAll("*").SelectMany(e => e.Attributes), a =>
            a.Name.StartsWith("on", StringComparison.Ordinal)
        );
        Assert.Single(html.QuerySelectorAll("main"));
        Assert.Single(html.QuerySelectorAll("h1"));
    }
}
