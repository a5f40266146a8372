using System.Globalization;
using System.Net;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.StatusPages.PublicSite.Subscribing;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http;

/// <summary>What browsers and clients of the API get at addresses that lead nowhere.</summary>
public sealed class NotFoundTests(SharedServer shared)
{
    private static readonly (string, string)[] Browser = [("Accept", "text/html,*/*"), ("Accept-Language", "en")];

    [Theory]
    [InlineData("/nope")]
    [InlineData("/nope/deeper?x=1")]
    [InlineData("/s/no-such-page")]
    [InlineData("/s/no-such-page/nope")]
    public async Task A_browser_gets_a_page_that_leads_home(string path)
    {
        var answer = await SiteAnswer.Get(shared.Server.Http, path, Browser);

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.Status, answer.ContentType));
        var html = answer.Document();
        Assert.Equal("/", html.QuerySelector("main a")!.GetAttribute("href"));
        Assert.Equal("Pharos", html.QuerySelector(".brand")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("/nope")]
    [InlineData("/events/1")]
    [InlineData("/history/1970-01")]
    public async Task Below_a_page_it_leads_to_the_page(string rest)
    {
        var page = await SitePage.Create(await shared.NewAccount());

        var answer = await page.Visit(rest, Browser);

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.Status, answer.ContentType));
        Assert.Equal("Acme", answer.Document().QuerySelector(".brand")!.TextContent.Trim());
        Assert.Equal(page.Path, answer.Document().QuerySelector("main a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/nope", "*/*")]
    [InlineData("/nope?app_key=x", "text/html")]
    public async Task A_client_of_the_API_gets_the_envelope(string path, string accept)
    {
        var answer = await SiteAnswer.Get(shared.Server.Http, path, ("Accept", accept));

        Assert.Equal((HttpStatusCode.NotFound, "application/json"), (answer.Status, answer.ContentType));
        answer.Says("RouteNotFound");
    }

    [Fact]
    public async Task The_console_keeps_its_navigation()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var path = "/console/pages/" + pageId.ToString(CultureInfo.InvariantCulture);
        _ = (await member.NewPage());
        _ = (await member.Post("/status-page/delete", new { page_id = pageId })).Data;

        foreach (var address in (string[])["/console/nope", path, "/internal/nope"])
        {
            var answer = await browser.Get(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.Contains("href=\"/console/publish\"", answer.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_root_has_what_browsers_and_robots_ask_for()
    {
        var robots = await SiteAnswer.Get(shared.Server.Http, "/robots.txt");
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (robots.Status, robots.ContentType));
        robots.Says("Disallow: /console");

        var icon = await SiteAnswer.Get(shared.Server.Http, "/favicon.ico");
        Assert.Equal(HttpStatusCode.Found, icon.Status);
        Assert.Equal(
            (HttpStatusCode.OK, "image/svg+xml"),
            await SiteAnswer.Get(shared.Server.Http, icon.Headers.Location!.OriginalString) is var mark
                ? (mark.Status, mark.ContentType)
                : default
        );
    }
}
