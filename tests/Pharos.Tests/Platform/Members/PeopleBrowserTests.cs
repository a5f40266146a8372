using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Members;

/// <summary>
/// The main paths of the account's screens in a real browser, on a laptop and on a phone, with scripts and without.
/// </summary>
[Trait("Runs", "Once")]
public sealed class PeopleBrowserTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    public async Task An_owner_invites_a_person_who_joins_and_signs_in(int width, bool scripts)
    {
        var owner = await shared.Server.NewConsoleMember();
        var address = $"ada-{Guid.NewGuid():N}@example.com";
        await using var profile = await chromium.NewProfile(shared.Server, width, 800, scripts: scripts);
        var page = await SignIn(profile, owner.Email, ConsoleMember.Password);
        if (width < 700)
            await page.Locator(".top-menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Members", Exact = true })
            .Locator("visible=true")
            .ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Invite members" }).ClickAsync();
        await page.GetByLabel("Email addresses").FillAsync(address);
        await page.GetByLabel("Responder").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send invitations", Exact = true }).ClickAsync();
        var link = await page.Locator(".secret").InnerTextAsync();
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await using var theirs = await chromium.NewProfile(shared.Server, width, 800, scripts: scripts);
        var joining = await theirs.NewPageAsync();
        await joining.GotoAsync(new Uri(link).AbsolutePath);
        await joining.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await joining.GetByLabel("Password").FillAsync("a long password");
        await joining.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await joining.WaitForURLAsync("**/console");
        await using var again = await chromium.NewProfile(shared.Server, width, 800, scripts: scripts);
        var signedIn = await SignIn(again, address, "a long password");
        await signedIn.GotoAsync("/console/members");

        Assert.Contains("Ada Lovelace", await signedIn.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await signedIn.GetByRole(AriaRole.Link, new() { Name = "Invite members" }).CountAsync());
    }

    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    public async Task A_member_sets_up_a_second_factor_and_signs_in_with_it_and_once_with_a_recovery_code(
        int width,
        bool scripts
    )
    {
        var member = await shared.Server.NewConsoleMember();
        await using var profile = await chromium.NewProfile(shared.Server, width, 800, scripts: scripts);
        var page = await SignIn(profile, member.Email, ConsoleMember.Password);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [message.Text] : []);
        await page.GotoAsync("/console/account/security");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up two-factor authentication" }).ClickAsync();
        var phone = Authenticator.Typed(
            await page.Locator("#second-factor-secret").InnerTextAsync(),
            TimeProvider.System
        );
        Assert.True(await page.Locator("svg.qr").IsVisibleAsync());
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(phone.Code());
        await page.GetByLabel("Password").FillAsync(ConsoleMember.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        var codes = (await page.Locator("#recovery-codes").InnerTextAsync()).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        Assert.Equal(10, codes.Length);
        Assert.Empty(complaints);

        await using var other = await chromium.NewProfile(shared.Server, width, 800, scripts: scripts);
        var signingIn = await other.NewPageAsync();
        await Password(signingIn, member.Email);
        // The phone is ahead: the code of now was used for setting up, and codes are good once.
        await signingIn.GetByLabel("Code", new() { Exact = true }).FillAsync(phone.Code(1));
        await signingIn.Keyboard.PressAsync("Enter");
        await signingIn.WaitForURLAsync("**/console");

        await using var third = await chromium.NewProfile(shared.Server, width, 800, scripts: scripts);
        var recovering = await third.NewPageAsync();
        await Password(recovering, member.Email);
        await recovering.GetByText("Use a recovery code").ClickAsync();
        await recovering.GetByLabel("Recovery code").FillAsync(codes[0]);
        await recovering.GetByRole(AriaRole.Button, new() { Name = "Sign in with a recovery code" }).ClickAsync();
        await recovering.WaitForURLAsync("**/console");
        await recovering.GotoAsync("/console/account/security");
        Assert.Contains(
            "9 of 10 recovery codes left",
            await recovering.Locator("main").InnerTextAsync(),
            StringComparison.Ordinal
        );
        await recovering.GetByRole(AriaRole.Button, new() { Name = "Sign out all other sessions" }).ClickAsync();
        await recovering.GetByText("All other sessions have been signed out").WaitForAsync();
        await page.GotoAsync("/console");
        Assert.EndsWith("/console/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_of_members_is_narrowed_as_one_types_and_ticked_ones_stay_in_sight()
    {
        var owner = await shared.Server.NewConsoleMember();
        for (var i = 0; i < 15; i++)
            await owner.Invite($"person{i:00}@example.com");
        await using var profile = await chromium.NewProfile(shared.Server);
        var page = await SignIn(profile, owner.Email, ConsoleMember.Password);
        await page.GotoAsync("/console/teams/new");
        await page.GetByLabel("Name").FillAsync("Ops");
        await page.GetByLabel("person03", new() { Exact = true }).CheckAsync();

        await page.GetByLabel("Find a member").FillAsync("PERSON11");
        Assert.Equal(2, await page.Locator("#person_ids .tick:visible").CountAsync());
        await page.GetByLabel("person11", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create team" }).ClickAsync();
        await page.GetByText("Team created.").WaitForAsync();

        Assert.Equal(2, await page.Locator("#person_ids input:checked").CountAsync());
    }

    private static async Task Password(IPage page, string email)
    {
        await page.GotoAsync("/console/sign-in");
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(ConsoleMember.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/console/sign-in/code");
    }

    private static async Task<IPage> SignIn(IBrowserContext profile, string email, string password)
    {
        var page = await profile.NewPageAsync();
        await page.GotoAsync("/console/sign-in");
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/console");
        return page;
    }
}
