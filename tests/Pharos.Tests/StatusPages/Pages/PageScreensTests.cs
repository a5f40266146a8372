using Microsoft.Playwright;
using Pharos.Tests.StatusPages.Subscribers;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Pages;

/// <summary>
/// The main paths about a status page in a real browser, on a laptop and a phone, and all its screens before an
/// accessibility engine.
/// </summary>
public sealed class PageScreensTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task A_page_is_made_and_gets_components_which_are_put_in_order(int width, bool scripts)
    {
        var (tab, member, profile) = await SignedIn(width, scripts);
        await using var end = profile;
        var name = "Acme Cloud " + Guid.NewGuid().ToString("N")[..8];
        await tab.GotoAsync("/console/pages/new");
        await tab.GetByLabel("Name").FillAsync(name);
        if (scripts)
            await tab.WaitForFunctionAsync(
                "slug => document.getElementById('url_name').value === slug",
                name.ToLowerInvariant().Replace(' ', '-')
            );
        await tab.GetByRole(AriaRole.Button, new() { Name = "Create page" }).ClickAsync();
        await tab.GetByText("Page created.").WaitForAsync();
        await tab.GetByLabel("Names").FillAsync("API\nWeb\nMail");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await tab.GetByLabel("New section").FillAsync("Edge");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add section" }).ClickAsync();

        // By keyboard, pressing on: the button has the focus again.
        await tab.GetByRole(AriaRole.Button, new() { Name = "Move Mail up" }).FocusAsync();
        await tab.Keyboard.PressAsync("Enter");
        await tab.GetByText("Moved Mail to position 2 of 3.")
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await tab.WaitForFunctionAsync("document.activeElement?.getAttribute('aria-label') === 'Move Mail up'");
        await tab.Keyboard.PressAsync("Enter");
        await tab.GetByText("Moved Mail to position 1 of 3.")
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.Equal(["Mail", "API", "Web"], await Names(tab));
        if (scripts)
        {
            await Drag(tab, "API", tab.Locator("[data-row=sections] [data-sortable=components]"));
            await tab.GetByText("Moved API (Edge) to position 1 of 1.")
                .WaitForAsync(new() { State = WaitForSelectorState.Attached });
            Assert.Equal(["Mail", "Web", "API"], await Names(tab));
            await Drag(tab, "Web", tab.Locator("li[data-row=components]").First);
            await tab.GetByText("Moved Web to position 1 of 2.")
                .WaitForAsync(new() { State = WaitForSelectorState.Attached });
            Assert.Equal(["Web", "Mail", "API"], await Names(tab));
        }

        Assert.Equal(width, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Single((await member.Get("/status-page/list")).Data["items"]!.AsArray());
    }

    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task Subscribers_are_imported_after_a_preview_that_says_what_is_wrong(int width, bool scripts)
    {
        var (tab, member, profile) = await SignedIn(width, scripts);
        await using var end = profile;
        var (pageId, _) = await member.NewPage("API");
        await tab.GotoAsync($"/console/pages/{pageId}/subscribers");
        await tab.GetByRole(AriaRole.Link, new() { Name = "Import" }).ClickAsync();
        await tab.GetByLabel("Or paste a list").FillAsync("alice@example.com\nnobody\nbob@example.com");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await tab.GetByText("is not a valid email address").WaitForAsync();
        Assert.Equal(width, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await tab.Locator("#file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "list.csv",
                    MimeType = "text/csv",
                    Buffer = "Recipient,Components\nalice@example.com,API\nbob@example.com,API\n"u8.ToArray(),
                }
            );
        await tab.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Import 2", Exact = true }).ClickAsync();
        await tab.GetByText("Import complete.").WaitForAsync();

        Assert.Equal(2, await tab.Locator("table.list tbody tr").CountAsync());
        Assert.Equal(width, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var download = await tab.RunAndWaitForDownloadAsync(() =>
            tab.GetByRole(AriaRole.Button, new() { Name = "Export CSV" }).ClickAsync()
        );
        Assert.StartsWith("subscribers-acme-", download.SuggestedFilename, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_shows_a_logo_as_it_is_chosen_and_the_policy_has_nothing_to_complain_about()
    {
        var (tab, member, profile) = await SignedIn(1280, scripts: true);
        await using var end = profile;
        var (pageId, _) = await member.NewPage();
        var complaints = new List<string>();
        tab.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [message.Text] : []);
        await tab.GotoAsync($"/console/pages/{pageId}/settings/branding");
        var (light, dark) = (
            tab.FrameLocator("iframe[name=preview-light]"),
            tab.FrameLocator("iframe[name=preview-dark]")
        );
        await light.Locator(".brand").WaitForAsync();
        Assert.Equal(0, await light.Locator(".logo").CountAsync());

        await tab.Locator("#logo")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "logo.svg",
                    MimeType = "image/svg+xml",
                    Buffer =
                        """
                <svg xmlns='http://www.w3.org/2000/svg' width='64' height='32'>
                <script>document.title='run'</script><rect width='64' height='32'/></svg>
                """u8.ToArray(),
                }
            );
        await light.Locator(".logo").WaitForAsync();
        await dark.Locator(".logo").WaitForAsync();
        await tab.GetByLabel("Accent color").First.FillAsync("#ffcc00");
        await light.Locator("header.lined").WaitForAsync();
        Assert.Equal(
            "rgb(255, 204, 0)",
            await light.Locator(".panel > .button").EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor")
        );
        await tab.Locator("#dark_logo")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "large.png",
                    MimeType = "image/png",
                    Buffer = new byte[600 << 10],
                }
            );
        await tab.GetByText("File is too large (600 KB)").WaitForAsync();
        await tab.Locator("#dark_logo").SetInputFilesAsync(Array.Empty<FilePayload>());
        await tab.GetByLabel("Name of link 1").FillAsync("Docs");
        await tab.GetByLabel("URL of link 1").FillAsync("https://example.com/docs");
        await light.Locator("nav a", new() { HasText = "Docs" }).WaitForAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await tab.GetByText("Saved. Visitors see the changes now.").WaitForAsync();

        await light.Locator(".logo").WaitForAsync();
        Assert.DoesNotContain("run", await tab.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("en-US", false)]
    [InlineData("en-US", true, Traits = ["Runs", "Full"])]
    [InlineData("zh-CN", true, Traits = ["Runs", "Full"])]
    [Trait("Runs", "Once")]
    public async Task All_screens_about_a_page_are_without_violation(string locale, bool full)
    {
        Axe.Demand();
        var (tab, member, profile) = await SignedIn(1280, scripts: true, locale);
        await using var end = profile;
        await Look(tab, "/console/pages/new", full);
        await tab.Locator("main form button[type=submit]").ClickAsync(); // Nothing filled in.
        await tab.Locator(".field-wrong").First.WaitForAsync();
        await tab.DemandAccessible(Axe.Screens(full));

        var (empty, _) = await member.NewPage();
        foreach (
            var screen in (string[])["/components?done=page-made", "/subscribers", "/templates", "/settings/domain"]
        )
            await Look(tab, $"/console/pages/{empty}{screen}", full);

        var sample = await SamplePage.Create(member);
        var page = $"/console/pages/{sample.PageId}";
        var subscribers = new SubscriberPage(shared.Server, member, sample.PageId, [sample.ComponentId]);
        await subscribers.ImportMail([
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    (
                        $"{i}-{new string('x', 40)}@example.com",
                        i % 2 == 0 ? Array.Empty<string>() : [sample.ComponentId]
                    )
                ),
        ]);
        await member.Post(
            "/status-page/update",
            new
            {
                page_id = sample.PageId,
                custom_domain = $"status-{Guid.NewGuid():N}.example.invalid",
                custom_links = new[] { new { name = "Docs", url = "https://example.com/" } },
                page_header = "Hello **you**",
            }
        );
        var recipient = (await subscribers.Row($"0-{new string('x', 40)}@example.com")).SubscriberId;
        foreach (
            var screen in (string[])
                [
                    "/settings?done=saved",
                    "/settings/branding",
                    "/settings/domain",
                    "/settings/subscriptions",
                    "/settings/delete",
                    "/components?moved=" + sample.ComponentId,
                    "/components/" + sample.ComponentId,
                    $"/components/{sample.ComponentId}/delete",
                    "/sections/" + sample.SectionId,
                    $"/sections/{sample.SectionId}/delete",
                    "/templates?done=saved",
                    "/templates/pre_defined/new",
                    "/templates/message/new?event=maintenance",
                    "/templates/message/" + sample.TemplateId,
                    $"/templates/message/{sample.TemplateId}/delete",
                    "/subscribers?q=x&done=added",
                    "/subscribers/new",
                    $"/subscribers/{recipient}/remove",
                    "/subscribers/import",
                ]
        )
            await Look(tab, page + screen, full);
        await tab.GotoAsync(page + "/subscribers/import");
        await tab.Locator("#list").FillAsync("alice@example.com\nnobody");
        await tab.Locator("main form button[type=submit]").ClickAsync();
        await tab.Locator("#preview").WaitForAsync();
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.SetViewportSizeAsync(390, 900);
        Assert.Equal(390, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static async Task Look(IPage tab, string address, bool full)
    {
        await tab.GotoAsync(address);
        await tab.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.SetViewportSizeAsync(390, 900);
        Assert.True(
            await tab.EvaluateAsync<int>("document.documentElement.scrollWidth") == 390,
            address + " is wider than a phone"
        );
    }

    private static async Task Drag(IPage tab, string component, ILocator onto)
    {
        var grip = (
            await tab.Locator("li[data-row=components]", new() { HasText = component })
                .Locator(".grip")
                .BoundingBoxAsync()
        )!;
        var target = (await onto.BoundingBoxAsync())!;
        await tab.Mouse.MoveAsync(grip.X + (grip.Width / 2), grip.Y + (grip.Height / 2));
        await tab.Mouse.DownAsync();
        await tab.Mouse.MoveAsync(target.X + 60, target.Y + 20, new() { Steps = 5 });
        await tab.Mouse.MoveAsync(target.X + 60, target.Y + 5, new() { Steps = 3 });
        await tab.Mouse.UpAsync();
    }

    private static async Task<IReadOnlyList<string>> Names(IPage tab) =>
        await tab.Locator("li[data-row=components] strong").AllInnerTextsAsync();

    private async Task<(IPage Tab, ApiClient Member, IBrowserContext Profile)> SignedIn(
        int width,
        bool scripts,
        string locale = "en-US"
    )
    {
        var (signedIn, member) = await shared.Server.NewSignedIn();
        var profile = await chromium.NewProfile(shared.Server, width, 900, locale: locale, scripts: scripts);
        await profile.AddCookiesAsync(
            signedIn.Cookies.Select(c => new Cookie
            {
                Name = c.Key,
                Value = c.Value,
                Url = shared.Server.Address.ToString(),
                Secure = true,
            })
        );
        return (await profile.NewPageAsync(), member, profile);
    }
}
