using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Tests.Notifications;
using Pharos.Tests.StatusPages;
using Pharos.Tests.StatusPages.DeliveryProblems;
using Pharos.Tests.Support;

namespace Pharos.Tests.Web;

/// <summary>Every screen of the console before an accessibility engine.</summary>
[Trait("Runs", "Once")]
public sealed class AccessibilityTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public async Task Screens_of_a_member_have_no_violation(string locale)
    {
        Axe.Demand();
        var member = await shared.Server.NewConsoleMember();
        await using var profile = await chromium.NewProfile(shared.Server, locale: locale);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync("/console/sign-in");
        await tab.DemandAccessible(Axe.Screens);
        await tab.Locator("button[type=submit]").ClickAsync(); // Nothing filled in: with what is wrong beside the fields.
        await tab.DemandAccessible(Axe.Screens);
        await tab.Locator("#email").FillAsync(member.Email);
        await tab.Locator("#password").FillAsync(ConsoleMember.Password);
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/console");
        await tab.DemandAccessible(Axe.Screens);

        await member.NewPage("API");
        await tab.GotoAsync("/console");
        await Unfold(tab);
        await tab.GotoAsync("/console/account/app-keys");
        await Unfold(tab);
        await tab.Locator("#name").FillAsync("terraform");
        await tab.Locator("main form button[type=submit]").First.ClickAsync();
        await tab.Locator("#new-key").WaitForAsync();
        await tab.DemandAccessible([.. Axe.Screens, (ColorScheme.Dark, 1280)]);
        await tab.Locator("td.actions a").First.ClickAsync();
        await tab.DemandAccessible(Axe.Screens);
        await tab.GotoAsync("/console/nothing-here");
        await tab.DemandAccessible(Axe.Screens);
        var invited = await member.Post("/member/invite", new { members = new[] { new { email = "carol@example.com" } } });
        await tab.GotoAsync(invited.Data["items"]![0]!["invitation_url"]!.GetValue<string>());
        await tab.DemandAccessible(Axe.Screens);
        await tab.GotoAsync("/console/invitations/gone");
        await tab.DemandAccessible(Axe.Screens);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public async Task Screens_about_deliveries_and_instant_messages_have_none(string locale)
    {
        Axe.Demand();
        var (signedIn, member) = await shared.Server.NewSignedIn();
        await using var profile = await chromium.NewProfile(shared.Server, locale: locale);
        await profile.AddCookiesAsync(signedIn.Cookies.Select(c => new Cookie { Name = c.Key, Value = c.Value, Url = shared.Server.Address.ToString(), Secure = true }));
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync("/console/delivery-problems");
        await tab.DemandAccessible(Axe.Screens);

        var page = await Problems.Page(member);
        await Problems.Address(shared.Server, page.PageId, 1000, "550 5.1.1 " + new string('x', 200));
        await Problems.Hook(shared.Server, member, 2000, "HTTP 404 no_service");
        await page.PublishTold();
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            // Not due for long: it stays under way.
            await Eventually.True(() => db.Deliveries.AnyAsync(d => d.PageId == page.PageId), TimeSpan.FromSeconds(60));
            await db.Deliveries.Where(d => d.PageId == page.PageId).ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Waiting).SetProperty(r => r.NextAttemptAt, Ids.Max)
                .SetProperty(r => r.LastError, "451 try later"));
        }

        await tab.GotoAsync("/console/delivery-problems?done=released");
        await Unfold(tab);
        await tab.SetViewportSizeAsync(390, 900);
        Assert.Equal(390, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        var slug = "ops-" + Guid.NewGuid().ToString("N");
        var inside = (await member.Post("/status-page/create", new { name = "Ops", type = "internal", url_name = slug, date_view = "list", display_uptime_mode = "chart" })).Data["page_id"]!.GetValue<long>();
        var component = (await member.Post("/status-page/component/upsert", new { page_id = inside, components = new[] { new { name = "API" } } })).Data["component_ids"]![0]!.GetValue<string>();
        var changeId = await new ChangePage(member, inside, [component]).PublishTold();
        await tab.GotoAsync("/console/account/im-hooks");
        await tab.DemandAccessible(Axe.Screens);
        await tab.Locator("main form button[type=submit]").First.ClickAsync(); // Nothing filled in.
        await tab.Locator(".field-wrong").First.WaitForAsync();
        await tab.DemandAccessible(Axe.Screens);
        await tab.Locator("input[name=scope][value=some]").CheckAsync();
        await tab.Locator("button[value=follow]").ClickAsync();
        await tab.Locator(".scope.wrong").WaitForAsync();
        await tab.DemandAccessible(Axe.Screens);
        await tab.GotoAsync($"/internal/{slug}/events/{changeId}");
        await tab.DemandAccessible(Axe.Screens);
        await tab.Locator($"a[href='/console/account/im-hooks/events/{changeId}']").ClickAsync();
        await tab.DemandAccessible(Axe.Screens);
        await tab.Locator("button[value=follow]").ClickAsync();
        await tab.Locator("button[value=unfollow]").WaitForAsync();
        await tab.DemandAccessible(Axe.Screens);
        await tab.GotoAsync("/internal/" + slug);
        await tab.DemandAccessible(Axe.Screens);
        await tab.GotoAsync("/console/account/im-hooks");
        await tab.Locator("td.actions a").ClickAsync();
        await tab.DemandAccessible(Axe.Screens);
    }

    [Fact]
    public async Task The_first_screen_of_an_installation_has_no_violation()
    {
        Axe.Demand();
        await using var server = await TestServer.Start();
        await using var profile = await chromium.NewProfile(server);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync("/console/setup");
        await tab.DemandAccessible(Axe.Screens);
    }

    /// <summary>The member's menu in the frame's two forms.</summary>
    private static async Task Unfold(IPage tab)
    {
        await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await tab.DemandAccessible([.. Axe.Screens, (ColorScheme.Dark, 1280)]);
    }
}
