using Microsoft.Playwright;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Subscribing;

[FullOnPostgres]
public sealed class SubscribingBrowserTests(MailServer mail, Browser chromium) : IClassFixture<MailServer>
{
    [Theory]
    [InlineData(true, 1280)]
    [InlineData(false, 390)]
    public async Task A_visitor_subscribes_confirms_changes_and_leaves(bool scripts, int width)
    {
        var site = await SubscribePage.Create(mail.Server, mail.Sink, "API", "Web");
        await site.NewSection("Core", 0, "API");
        var address = SubscribePage.NewAddress();
        await using var profile = await chromium.NewProfile(mail.Server, width, scripts: scripts);
        var page = await profile.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [message.Text] : []);

        await page.GotoAsync(site.Page.Path);
        await page.Locator(".panel > summary").ClickAsync();
        await Fits();
        await page.GetByLabel("Email address").FillAsync(address);
        await page.Locator(".panel").GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Check your email" }).WaitForAsync();

        await page.GotoAsync(await site.Link(address));
        await Fits();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm subscription" }).ClickAsync();
        await page.GetByText("You're subscribed").WaitForAsync();
        Assert.Equal("all", await site.Scope(address));

        await page.GetByLabel("Only what I select").CheckAsync();
        await page.GetByLabel("Everything in this section").CheckAsync();
        Assert.False(await page.GetByLabel("API").IsVisibleAsync());
        await page.GetByLabel("中文").CheckAsync();
        await Fits();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Changes saved").WaitForAsync();
        Assert.True(await page.GetByLabel("Everything in this section").IsCheckedAsync());
        Assert.Equal(("§Core", "zh-CN"), (await site.Scope(address), (await site.Row(address)).Locale));

        await page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "You've unsubscribed" }).WaitForAsync();
        Assert.Null(await site.Scope(address));
        Assert.Empty(complaints);
        Assert.Empty(await profile.CookiesAsync());

        async Task Fits() =>
            Assert.True(!scripts || await page.EvaluateAsync<int>("document.documentElement.scrollWidth") == width);
    }
}
