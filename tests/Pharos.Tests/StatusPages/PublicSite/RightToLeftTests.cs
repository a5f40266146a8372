using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>Hebrew texts read from the right, and the text around them does not move.</summary>
public sealed class RightToLeftTests(SharedServer shared)
{
    private const string Title = "שגיאה ב-API: HTTP 500!";
    private const string Component = "שירות API (1)";

    [Fact]
    public async Task Titles_names_and_texts_have_a_direction_of_their_own()
    {
        var (page, id) = await Create();

        var home = (await page.Visit("", ("Accept-Language", "en"))).Html();
        Assert.Equal("auto", home.QuerySelector("article.event h3 a")!.GetAttribute("dir"));
        Assert.Equal("auto", home.QuerySelector(".component .title")!.GetAttribute("dir"));
        Assert.Equal("auto", home.QuerySelector(".brand span")!.GetAttribute("dir"));
        Assert.Equal("auto", home.QuerySelector(".event .text p")!.GetAttribute("dir"));
        // Within a sentence of ours.
        Assert.Contains(
            $"\u2068{Component}\u2069",
            home.QuerySelector("#state p")!.TextContent,
            StringComparison.Ordinal
        );
        var change = (await page.Visit($"/events/{id}")).Html();
        Assert.Equal("auto", change.QuerySelector("h1")!.GetAttribute("dir"));
        Assert.StartsWith($"\u2068{Title}\u2069 · ", change.Title, StringComparison.Ordinal);
        Assert.Equal("auto", (await page.Visit("/history")).Html().QuerySelector("main h3 a")!.GetAttribute("dir"));
    }

    [Fact]
    public async Task Left_to_right_text_needs_no_direction()
    {
        var page = await SitePage.Create(await shared.NewAccount());
        await page.Events.Publish();

        (await page.Visit()).DoesNotSay("dir=");
    }

    [Fact]
    public async Task The_console_prints_them_in_the_same_way()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var events = await ChangePage.Create(member, Component);
        var id = (await events.Publish(new { title = Title })).ChangeId();

        foreach (var path in (string[])["", $"/events/{id}", "/components"])
        {
            var html = (await browser.Get($"/console/pages/{events.PageId}{path}")).Html;
            Assert.True(
                html.Contains($"dir=\"auto\">{Title}<", StringComparison.Ordinal)
                    || html.Contains($"dir=\"auto\">{Component}<", StringComparison.Ordinal),
                path
            );
        }
    }

    private async Task<(SitePage Page, long Id)> Create()
    {
        var page = await SitePage.Create(await shared.NewAccount(), Component);
        await page.Set(new { name = "Acme קבוצה (Ltd.)" });
        var id = (
            await page.Events.Publish(
                new
                {
                    title = Title,
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            description = "אנחנו בודקים.\n\nIn English too.",
                            component_changes = page.Events.Says((0, "degraded")),
                        },
                    },
                }
            )
        ).ChangeId();
        return (page, id);
    }
}
