using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Members;

/// <summary>Every screen about the account and its people before an accessibility engine.</summary>
[Trait("Runs", "Once")]
public sealed class PeopleAccessibilityTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData("en-US", false)]
    [InlineData("en-US", true, Traits = ["Runs", "Full"])]
    [InlineData("zh-CN", true, Traits = ["Runs", "Full"])]
    public async Task Members_roles_and_teams_have_no_violation(string locale, bool full)
    {
        Axe.Demand();
        var (signedIn, owner) = await shared.Server.NewSignedIn();
        var (pending, _) = await owner.Invite($"{Guid.NewGuid():N}@example.com");
        var colleague = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        await Authenticator.For(shared.Server, colleague.Caller.MemberId);
        var role = await owner.NewRole("Press", 102);
        var team = (
            await owner.Post(
                "/team/upsert",
                new
                {
                    team_name = "Ops",
                    description = "Nights",
                    person_ids = new[] { colleague.Caller.MemberId },
                }
            )
        ).Id("team_id");
        string key;
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
            key = (await db.ApiKeys.SingleAsync(k => k.MemberId == colleague.Caller.MemberId)).KeyId;
        await using var profile = await chromium.NewProfile(shared.Server, locale: locale);
        var tab = await Tab(profile, signedIn);
        string[] paths =
        [
            "/console/members",
            "/console/members?q=unknown-member",
            "/console/members/invite",
            $"/console/members/{pending}",
            $"/console/members/{colleague.Caller.MemberId}?done=roles",
            $"/console/members/{colleague.Caller.MemberId}/delete",
            $"/console/members/{colleague.Caller.MemberId}/second-factor",
            $"/console/members/{colleague.Caller.MemberId}/keys/{key}/delete",
            "/console/roles",
            "/console/roles/new",
            "/console/roles/1",
            $"/console/roles/{role}?done=saved",
            $"/console/roles/{role}/delete",
            "/console/teams",
            "/console/teams/new",
            $"/console/teams/{team}",
            $"/console/teams/{team}/delete",
        ];
        foreach (var path in paths)
            await Demand(tab, path, full);

        foreach (var path in (string[])["/console/members/invite", "/console/roles/new", "/console/teams/new"])
        {
            await tab.GotoAsync(path);
            await tab.Locator("main button.act").ClickAsync(); // Nothing filled in.
            await tab.Locator(".field-wrong").First.WaitForAsync();
            await tab.DemandAccessible(Screens(full));
        }

        await tab.GotoAsync("/console/members/invite");
        await tab.Locator("#addresses").FillAsync($"{Guid.NewGuid():N}@example.com");
        await tab.Locator("main button.act").ClickAsync();
        await tab.Locator(".secret").WaitForAsync();
        await tab.DemandAccessible(Screens(full));

        await tab.GotoAsync($"/console/teams/{team}");
        await owner.Post("/team/upsert", new { team_id = team, team_name = "Operations" });
        await tab.Locator("main button.act").ClickAsync();
        await tab.Locator(".conflict").First.WaitForAsync();
        await tab.DemandAccessible(Screens(full));
    }

    [Theory]
    [InlineData("en-US", false)]
    [InlineData("en-US", true, Traits = ["Runs", "Full"])]
    [InlineData("zh-CN", true, Traits = ["Runs", "Full"])]
    public async Task Profile_organization_and_security_have_none(string locale, bool full)
    {
        Axe.Demand();
        var (signedIn, member) = await shared.Server.NewSignedIn();
        await new ConsoleBrowser(shared.Server.Http).SignIn(member.Email, ConsoleMember.Password);
        await using var profile = await chromium.NewProfile(shared.Server, locale: locale);
        var tab = await Tab(profile, signedIn);
        foreach (
            var path in (string[])
                ["/console/account/profile?done=saved", "/console/account/organization", "/console/account/security"]
        )
            await Demand(tab, path, full);
        foreach (
            var path in (string[])
                ["/console/account/profile", "/console/account/organization", "/console/account/security"]
        )
        {
            await tab.GotoAsync(path);
            await tab.EvaluateAsync(
                "document.querySelectorAll('main input:not([type=hidden]):not([type=radio])').forEach(i => "
                    + "{ i.value = ''; })"
            );
            await tab.Locator("main form.card button[type=submit]").First.ClickAsync();
            await tab.Locator(".field-wrong").First.WaitForAsync();
            await tab.DemandAccessible(Screens(full));
        }

        await tab.GotoAsync("/console/account/security");
        await tab.Locator("main button.act").ClickAsync();
        await tab.Locator("svg.qr").WaitForAsync();
        await tab.DemandAccessible(Screens(full));
        await tab.Locator("#code")
            .FillAsync(
                Authenticator
                    .Typed(await tab.Locator("#second-factor-secret").InnerTextAsync(), TimeProvider.System)
                    .Code()
            );
        await tab.Locator("#password").FillAsync(ConsoleMember.Password);
        await tab.Locator("main button.act").ClickAsync();
        await tab.Locator("#recovery-codes").WaitForAsync();
        await tab.DemandAccessible(Screens(full));
        foreach (
            var path in (string[])
                [
                    "/console/account/security",
                    "/console/account/security/second-factor/off",
                    "/console/account/security/second-factor/recovery-codes",
                ]
        )
            await Demand(tab, path, full);

        await using var other = await chromium.NewProfile(shared.Server, locale: locale);
        var signingIn = await other.NewPageAsync();
        await signingIn.GotoAsync("/console/sign-in");
        await signingIn.Locator("#email").FillAsync(member.Email);
        await signingIn.Locator("#password").FillAsync(ConsoleMember.Password);
        await signingIn.Keyboard.PressAsync("Enter");
        await signingIn.Locator("#code").WaitForAsync();
        await signingIn.DemandAccessible(Screens(full));
        await signingIn.Locator("details.more summary").ClickAsync();
        await signingIn.Locator("#recovery_code").FillAsync("AAAA-AAAA-AAAA-AAAA");
        await signingIn.Keyboard.PressAsync("Enter");
        await signingIn.Locator(".field-wrong").WaitForAsync();
        await signingIn.DemandAccessible(Screens(full));
    }

    private static (ColorScheme Scheme, int Width)[] Screens(bool full) =>
        Axe.Screens(full, (ColorScheme.Dark, 1280), (ColorScheme.Light, 390));

    private static async Task Demand(IPage tab, string path, bool full)
    {
        await tab.GotoAsync(path);
        await tab.DemandAccessible(Screens(full));
        await tab.SetViewportSizeAsync(390, 900);
        Assert.Equal(390, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private async Task<IPage> Tab(IBrowserContext profile, ConsoleBrowser signedIn)
    {
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
