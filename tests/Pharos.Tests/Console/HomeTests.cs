using Pharos.Tests.Support;

namespace Pharos.Tests.Console;

public sealed class HomeTests(SharedServer shared)
{
    [Fact]
    public async Task Without_a_page_it_says_what_to_do_first()
    {
        var (browser, _) = await shared.Server.NewSignedIn();

        var home = await browser.Get("/console");

        Assert.Contains("Make your first status page", home.Text, StringComparison.Ordinal);
        Assert.Contains($"curl \"{shared.Server.Address}status-page/create?app_key=", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_accounts_pages_are_listed_with_their_open_events_and_no_others()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, components) = await member.NewPage("API", "Web");
        await member.NewIncident(pageId, components[0]);
        var (strangers, _) = await (await shared.NewAccount()).NewPage();

        var home = await browser.Get("/console");

        Assert.Matches(@"Acme\s*acme-[0-9a-f]{32}\s*anyone\s*2\s*1\s", home.Text);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(home.Text, "acme-[0-9a-f]{32}"));
        Assert.NotEqual(pageId, strangers);
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
