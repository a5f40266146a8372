using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Export;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Export;

/// <summary>Without any server: the files as a browser opens them.</summary>
[Trait("Runs", "Once")]
public sealed class ExportInBrowserTests(FrozenServer frozen, Browser browser)
{
    [Fact]
    public async Task From_the_disk_the_page_has_its_look_and_its_links_work()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Events.Publish(new { title = "Broken disk" });
        var folder = Directory.CreateTempSubdirectory("pharos-export-").FullName;
        await using (
            var export = await frozen
                .Server.Services.GetRequiredService<PageExports>()
                .Begin(page.Events.PageId, new ExportSettings(Language.English, null), CancellationToken.None)
        )
            await ExportFolder.Put(folder, export!, CancellationToken.None);
        await using var profile = await browser.NewProfile(frozen.Server);
        var tab = await profile.NewPageAsync();
        var complaints = new List<string>();
        tab.Console += (_, message) => complaints.Add(message.Text);
        tab.PageError += (_, error) => complaints.Add(error);

        await tab.GotoAsync($"file://{folder}/index.html");
        Assert.Equal("flex", await tab.EvalOnSelectorAsync<string>("#state", "e => getComputedStyle(e).display"));
        Assert.NotEqual("", await tab.Locator("#state time").First.GetAttributeAsync("title"), StringComparer.Ordinal);
        await tab.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Broken disk" }).First.ClickAsync();
        Assert.Equal("Broken disk", await tab.Locator("h1").TextContentAsync());
        await tab.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "中文" }).ClickAsync();
        Assert.Equal("zh-Hans", await tab.Locator("html").GetAttributeAsync("lang"));
        await tab.GetByRole(AriaRole.Navigation).First.GetByRole(AriaRole.Link).First.ClickAsync();
        Assert.EndsWith("/zh/index.html", tab.Url, StringComparison.Ordinal);
        Assert.Equal("flex", await tab.EvalOnSelectorAsync<string>("#state", "e => getComputedStyle(e).display"));

        Assert.Empty(complaints);
        Directory.Delete(folder, recursive: true);
    }
}
