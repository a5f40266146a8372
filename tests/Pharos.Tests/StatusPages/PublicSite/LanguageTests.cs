using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

[FullOnPostgres]
public sealed class LanguageTests(SharedServer shared)
{
    [Theory]
    [InlineData("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [InlineData("", "en-GB", "en")]
    [InlineData("", "fr", "en")]
    [InlineData("?lang=zh", "en", "zh-Hans")]
    [InlineData("?lang=en", "zh", "en")]
    [InlineData("?lang=xx", "zh", "zh-Hans")]
    [InlineData("?lang=zh&lang=en", "en", "en")]
    public async Task The_visitor_reads_the_language_chosen_or_preferred(string query, string preferred, string read)
    {
        var page = await SitePage.Create(await shared.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();

        foreach (var view in (string[])["", "/history", $"/events/{id}"])
        {
            var answer = await page.Visit(view + query, ("Accept-Language", preferred));
            Assert.Equal(read, answer.Html().DocumentElement.GetAttribute("lang"));
            Assert.Equal(read, answer.Header("Content-Language"));
            answer.Says(read == "en" ? "Subscribe" : "订阅");
        }
    }

    [Fact]
    public async Task A_chosen_language_goes_with_the_links_and_a_preferred_one_does_not()
    {
        var page = await SitePage.Create(await shared.NewAccount());

        var chosen = (await page.Visit("/history?lang=zh")).Html();
        var preferred = (await page.Visit("/history", ("Accept-Language", "zh"))).Html();

        Assert.Equal($"{page.Path}?lang=zh", chosen.QuerySelector("nav a")!.GetAttribute("href"));
        Assert.Equal(page.Path, preferred.QuerySelector("nav a")!.GetAttribute("href"));
        Assert.Equal(
            $"{page.Path}/history?lang=en",
            preferred.QuerySelector("footer a[hreflang]")!.GetAttribute("href")
        );
    }
}
