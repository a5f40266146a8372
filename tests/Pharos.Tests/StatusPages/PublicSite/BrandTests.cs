using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The brand of a page, as its visitors see it.</summary>
[FullOnPostgres]
public sealed class BrandTests(FrozenServer frozen, Browser chromium)
{
    private const string Pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private const string Dot =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5"
        + "ErkJggg==";

    [Fact]
    public async Task Every_view_has_the_color_and_its_policy_allows_this_style_and_no_other()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        await page.Set(new { accent_color = "#FFCC00", cover_line = "Maps that stay fresh" });

        foreach (var view in (string[])["", "/history", $"/events/{id}", "/subscribe"])
        {
            var answer = await page.Visit(view);
            var style = answer.Html().QuerySelectorAll("style")[1].TextContent;
            Assert.Contains("--brand:#ffcc00;--brand-ink:#000000", style, StringComparison.Ordinal);
            Assert.Contains(Digest(style), answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal("Maps that stay fresh", answer.Html().QuerySelector("header .cover-line")!.TextContent);
        }
    }

    [Fact]
    public async Task A_logo_may_stand_for_the_name_which_screen_readers_still_read()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        string Brand(AngleSharp.Dom.IDocument html) => html.QuerySelector(".brand a")!.TextContent.Trim();
        await page.Set(new { hide_name = true });
        Assert.Equal("Acme", Brand((await page.Visit()).Html()));

        await page.Set(new { logo = Pixel });

        var html = (await page.Visit()).Html();
        Assert.Equal("", Brand(html));
        Assert.Equal("Acme", html.QuerySelector(".brand img")!.GetAttribute("alt"));
        await page.Set(new { hide_name = false });
        Assert.Equal("Acme", Brand((await page.Visit()).Html()));
    }

    [Fact]
    public async Task The_mention_of_the_program_can_be_hidden()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        (await page.Visit()).Says("Powered by Pharos");

        await page.Set(new { hide_powered_by = true });

        (await page.Visit()).DoesNotSay("Powered by Pharos");
    }

    [Fact]
    public async Task What_does_not_exist_has_the_brand_too_and_leads_to_the_page()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Set(
            new
            {
                accent_color = "#0b6e4f",
                cover_filled = true,
                logo = Pixel,
            }
        );

        var answer = await page.Visit("/nope", ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(answer.Text);
        Assert.NotNull(html.QuerySelector("header.filled .brand img"));
        Assert.Contains("--brand:#0b6e4f", answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            Digest(html.QuerySelectorAll("style")[1].TextContent),
            answer.Header("Content-Security-Policy"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [page.Path, page.Path + "/history"],
            html.QuerySelectorAll("main a").Select(a => a.GetAttribute("href"))
        );
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#1f5fbf;}")]
    public async Task What_is_no_color_is_refused(string color)
    {
        var page = await SitePage.Create(await frozen.NewAccount());

        (
            await page.Api.Post("/status-page/update", new { page_id = page.Events.PageId, accent_color = color })
        ).IsError("InvalidParameter", "accent_color");
    }

    [Fact]
    [Trait("Runs", "Once")]
    public async Task A_visitor_switches_the_theme_for_all_visits_and_back()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Set(new { logo = Pixel, dark_logo = Dot });
        await using var profile = await chromium.NewProfile(frozen.Server);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync(page.Path);
        Task<string> Ground() => tab.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal("rgb(247, 247, 245)", await Ground());

        await tab.GetByRole(AriaRole.Button, new() { Name = "Dark mode" }).ClickAsync();
        Assert.Equal("rgb(18, 19, 22)", await Ground());
        await tab.GotoAsync(page.Path + "/history");

        Assert.Equal("rgb(18, 19, 22)", await Ground());
        Assert.True(await tab.Locator(".on-dark").IsVisibleAsync());
        Assert.False(await tab.Locator(".on-light").IsVisibleAsync());
        await tab.GetByRole(AriaRole.Button, new() { Name = "Light mode" }).ClickAsync();
        await tab.ReloadAsync();
        Assert.Equal("rgb(247, 247, 245)", await Ground());
        // Back to the theme of the system, whatever that becomes.
        await tab.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(18, 19, 22)", await Ground());
    }

    private static string Digest(string style) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'";
}
