using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>The main paths of a responder at night, in a real browser.</summary>
[Trait("Runs", "Once")]
public sealed class PublishBrowserTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task An_incident_is_published_with_four_interactions_updated_and_resolved(int width, bool scripts)
    {
        var (tab, page) = await SignedIn(width, scripts);
        await using var profile = tab.Context;

        await tab.GetByRole(AriaRole.Link, new() { Name = "Publish incident" }).ClickAsync();
        await tab.GetByLabel("Title").FillAsync("Checkout fails");
        await tab.GetByRole(AriaRole.Radiogroup, new() { Name = "API", Exact = true })
            .GetByLabel("Partial outage")
            .CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await tab.GetByText("Published.").WaitForAsync();
        Assert.Equal(1, await page.CountActive());

        await tab.GetByRole(AriaRole.Radio, new() { Name = "Monitoring", Exact = true }).CheckAsync();
        await tab.Locator("#message").FillAsync("A fix is **in place**.");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Publish update" }).ClickAsync();
        await tab.GetByText("Update published.").WaitForAsync();
        Assert.Equal("in place", await tab.Locator(".entries strong", new() { HasText = "in place" }).InnerTextAsync());

        await tab.GetByRole(AriaRole.Radio, new() { Name = "Resolved", Exact = true }).CheckAsync();
        await tab.Locator("#message").FillAsync("All is well again.");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Publish update" }).ClickAsync();
        await tab.Locator("aside strong", new() { HasText = "Resolved" }).WaitForAsync();

        Assert.Equal(0, await page.CountActive());
        Assert.Equal(width, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_maintenance_is_scheduled(int width)
    {
        var (tab, page) = await SignedIn(width);
        await using var profile = tab.Context;

        await tab.GetByRole(AriaRole.Link, new() { Name = "Schedule maintenance" }).ClickAsync();
        await tab.GetByLabel("Title").FillAsync("New disks");
        await tab.GetByRole(AriaRole.Radiogroup, new() { Name = "Web", Exact = true })
            .GetByLabel("Maintenance")
            .CheckAsync();
        await tab.Locator("#message").FillAsync("We change disks.");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Schedule" }).ClickAsync();

        await tab.Locator("aside strong", new() { HasText = "Scheduled" }).WaitForAsync();
        Assert.Equal(1, await page.CountActive("maintenance"));
        Assert.Equal(width, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task What_will_happen_is_kept_true_while_the_form_is_filled_in()
    {
        var (tab, _) = await SignedIn(1280);
        await using var profile = tab.Context;
        await tab.GetByRole(AriaRole.Link, new() { Name = "Publish incident" }).ClickAsync();

        await tab.GetByRole(AriaRole.Radiogroup, new() { Name = "Set all: All components" })
            .GetByLabel("Full outage")
            .ClickAsync();
        await tab.Locator("#outlook").GetByText("Some services are down").WaitForAsync();
        await tab.Locator("#message").FillAsync("~~not~~ `code`");
        await tab.Locator("#message-preview code").WaitForAsync();

        Assert.Equal("API, Web", await tab.Locator("#outlook dd").Nth(1).InnerTextAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_publishes_an_incident()
    {
        var (tab, page) = await SignedIn(1280);
        await using var profile = tab.Context;
        await tab.GetByRole(AriaRole.Link, new() { Name = "Publish incident" }).FocusAsync();
        await tab.Keyboard.PressAsync("Enter");
        await tab.Locator("#title").WaitForAsync();
        await tab.Locator("#title").PressSequentiallyAsync("Checkout fails");
        await tab.Locator($"input[name='c_{page.Components[0]}']").First.FocusAsync();
        await tab.Keyboard.PressAsync("ArrowRight");
        await tab.Keyboard.PressAsync("ArrowRight");
        await tab.Locator("button[value=publish]").FocusAsync();
        await tab.Keyboard.PressAsync("Enter");
        await tab.GetByText("Published.").WaitForAsync();

        Assert.Equal(1, await page.CountActive());
    }

    [Fact]
    public async Task Enter_in_the_title_publishes_nothing()
    {
        var (tab, page) = await SignedIn(1280);
        await using var profile = tab.Context;
        await tab.GotoAsync("/console/publish");
        await tab.Locator($"input[name='c_{page.Components[0]}'][value=degraded]").CheckAsync(new() { Force = true });
        await tab.Locator("#title").FillAsync("Half a title");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Locator("#outlook").GetByText("API").WaitForAsync();

        Assert.Equal(0, await page.CountActive());
        Assert.Equal("Half a title", await tab.Locator("#title").InputValueAsync());
    }

    [Fact]
    public async Task Resolving_proposes_a_text_operational_components_and_no_next_update_and_takes_them_back()
    {
        var (tab, page) = await SignedIn(1280);
        await using var profile = tab.Context;
        var id = (await page.Publish()).ChangeId();
        await tab.GotoAsync($"/console/pages/{page.PageId}/events/{id}");
        async Task<string> Value(string name) => await tab.Locator($"input[name='{name}']:checked").InputValueAsync();

        await tab.GetByRole(AriaRole.Radio, new() { Name = "Resolved", Exact = true }).CheckAsync();
        Assert.Equal("This incident has been resolved.", await tab.Locator("#message").InputValueAsync());
        Assert.Equal(("0", "operational"), (await Value("next"), await Value($"c_{page.Components[0]}")));
        await tab.GetByRole(AriaRole.Radio, new() { Name = "Monitoring", Exact = true }).CheckAsync();
        Assert.Equal("", await tab.Locator("#message").InputValueAsync());
        Assert.Equal(("30", "degraded"), (await Value("next"), await Value($"c_{page.Components[0]}")));
        await tab.Locator("#message").FillAsync("All is well again.");
        await tab.GetByRole(AriaRole.Radio, new() { Name = "Resolved", Exact = true }).CheckAsync();
        Assert.Equal("All is well again.", await tab.Locator("#message").InputValueAsync());
    }

    [Fact]
    public async Task The_delivery_progress_updates_itself_and_keeps_what_is_being_typed()
    {
        var (tab, page) = await SignedIn(1280);
        await using var profile = tab.Context;
        await shared.Server.Subscribe(page.PageId);
        var id = await page.PublishTold();
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        var deliveries = db.Deliveries.Where(d => d.SubjectId == id);
        await Eventually.True(() => deliveries.AnyAsync(d => d.State == DeliveryState.Sent), TimeSpan.FromSeconds(60));
        // Not due for long, so that it stays under way.
        await deliveries.ExecuteUpdateAsync(set =>
            set.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.NextAttemptAt, Ids.Max)
        );
        await tab.GotoAsync($"/console/pages/{page.PageId}/events/{id}");
        await tab.Locator("#deliveries progress").WaitForAsync();
        await tab.Locator("#message").FillAsync("Half a sentence");

        await deliveries.ExecuteUpdateAsync(set =>
            set.SetProperty(d => d.State, DeliveryState.Sent).SetProperty(d => d.LastError, (string?)null)
        );

        await tab.Locator("#deliveries", new() { HasText = "1 of 1" }).WaitForAsync();
        await tab.Locator("#deliveries progress").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("Half a sentence", await tab.Locator("#message").InputValueAsync());
        Assert.Equal(0, await tab.Locator("[data-refresh]").CountAsync());
    }

    [Fact]
    public async Task A_time_that_occurs_twice_offers_both_moments_while_it_is_typed()
    {
        var (signedIn, member) = await shared.Server.NewSignedInFrom("America/New_York");
        await ChangePage.Create(member, "API");
        var tab = await Tab(signedIn, 1280, scripts: true);
        await using var profile = tab.Context;
        await tab.GotoAsync("/console/publish?type=maintenance");

        await tab.Locator("#start").FillAsync("2030-11-03T01:30");
        await tab.Locator("#start").DispatchEventAsync("change");
        await tab.Locator("select[name=start_moment]")
            .SelectOptionAsync(new SelectOptionValue { Label = "Second, EST (UTC−5)" });
        await tab.Locator("#start").FillAsync("2030-11-03T03:30");
        await tab.Locator("#start").DispatchEventAsync("change");
        await tab.Locator("select[name=start_moment]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private async Task<(IPage Tab, ChangePage Page)> SignedIn(int width, bool scripts = true)
    {
        var (signedIn, member) = await shared.Server.NewSignedIn();
        var page = await ChangePage.Create(member, "API", "Web");
        var tab = await Tab(signedIn, width, scripts);
        await tab.GotoAsync("/console");
        return (tab, page);
    }

    private async Task<IPage> Tab(ConsoleBrowser signedIn, int width, bool scripts)
    {
        var profile = await chromium.NewProfile(shared.Server, width, 900, scripts: scripts);
        await profile.AddCookiesAsync(
            signedIn.Cookies.Select(c => new Cookie
            {
                Name = c.Key,
                Value = c.Value,
                Url = shared.Server.Address.ToString(),
                Secure = true,
            })
        );
        return await profile.NewPageAsync();
    }
}
