using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.Console;

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
