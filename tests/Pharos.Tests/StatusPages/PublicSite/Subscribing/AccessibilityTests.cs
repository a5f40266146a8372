using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Subscribing;

/// <summary>
/// Every view that a subscriber comes by before an accessibility engine, from the first form to the last, with what is
/// refused on the way.
/// </summary>
[Trait("Runs", "Once")]
public sealed class AccessibilityTests(MailServer mail, Browser chromium) : IClassFixture<MailServer>
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("en", true, Traits = ["Runs", "Full"])]
    [InlineData("zh", true, Traits = ["Runs", "Full"])]
    public async Task No_view_of_a_subscriber_has_a_violation(string language, bool full)
    {
        Axe.Demand();
        var site = await SubscribePage.Create(mail.Server, mail.Sink, "API", "Web");
        await site.NewSection("Core", 0, "API");
        var changeId = await site.Page.Events.PublishTold(new { title = "Slow answers" });
        var address = SubscribePage.NewAddress();
        await using var profile = await chromium.NewProfile(mail.Server);
        var tab = await profile.NewPageAsync();
        var query = "?lang=" + language;
        Task See(string path) => tab.GotoAsync(path + query);

        await tab.GotoAsync($"{site.Page.Path}/subscribe{query}&event={changeId}");
        await Look();
        await tab.EvaluateAsync("document.querySelector('form').noValidate = true");
        await tab.Locator("#email").FillAsync("no-address");
        await tab.Locator(".some").CheckAsync();
        await tab.Locator("main button").ClickAsync();
        Assert.Contains(
            language == "en" ? "Not a valid email address." : "邮箱地址无效。",
            await tab.Locator("#email-wrong").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal("no-address", await tab.Locator("#email").InputValueAsync());
        await tab.Locator("#scope-wrong").WaitForAsync();
        await Look();
        await tab.Locator("#email").FillAsync(address);
        await tab.Locator("input[value=event]").CheckAsync();
        await tab.Locator("main button").ClickAsync();
        await tab.Locator("#email").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await Look();

        var confirm = (await site.Link(address)).Split('?')[0];
        await See(confirm);
        await Look();
        await tab.Locator("main button").ClickAsync();
        await tab.Locator(".notice.done").WaitForAsync();
        await Look();
        var manage = new Uri(tab.Url).AbsolutePath;
        await tab.Locator("input[name=event]").UncheckAsync();
        await tab.Locator("main button").First.ClickAsync();
        await tab.Locator("#scope-wrong").WaitForAsync();
        await Look();
        await using (var db = await mail.Server.Store.Databases.CreateDbContextAsync())
            await db
                .Subscribers.Where(s => s.Recipient == address)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.QuarantinedAt, 1));
        await See(manage);
        await Look();
        await See(manage.Replace("/subscription/", "/unsubscribe/"));
        await Look();
        await tab.Locator("main button").First.ClickAsync();
        await tab.Locator("main button")
            .WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await Look();
        await See(manage);
        await Look();
        await See(confirm);
        await Look();

        async Task Look()
        {
            Assert.Equal(
                language == "en" ? "en" : "zh-Hans",
                await tab.EvaluateAsync<string>("document.documentElement.lang")
            );
            await tab.DemandAccessible(Axe.Screens(full, (ColorScheme.Light, 390)));
        }
    }
}
