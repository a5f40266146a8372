using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.Web;

[Trait("Runs", "Once")]
public sealed class BrowserTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(375, 760)]
    public async Task A_member_signs_in_makes_a_key_copies_it_and_uses_it_against_the_API(int width, int height)
    {
        var member = await shared.Server.NewConsoleMember();
        await using var profile = await chromium.NewProfile(shared.Server, width, height);
        var page = await profile.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [message.Text] : []);

        await page.GotoAsync("/console/account/app-keys");
        await page.GetByLabel("Email").FillAsync(member.Email);
        await page.GetByLabel("Password").FillAsync(ConsoleMember.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("terraform");
        await page.GetByLabel("Password").FillAsync(ConsoleMember.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copied" }).WaitForAsync();

        var key = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Equal(await page.Locator("#new-key").InnerTextAsync(), key);
        var api = new ApiClient(shared.Server.Http, key, member.Caller, member.Email);
        Assert.Equal(member.Email, (await api.Post("/member/info", "{}")).Data["email"]!.GetValue<string>());

        // Sent again as it was: nothing is made, and the key is not told twice.
        await page.ReloadAsync();
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.GetByText("terraform", new() { Exact = true }).CountAsync());
        await page.GotoAsync("/console/account/app-keys");
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Disable terraform" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enable terraform" }).WaitForAsync();
        (await api.Post("/member/info", "{}")).IsError("Unauthorized");
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/account/app-keys")]
    [InlineData("/console/nothing-here")]
    public async Task On_a_phone_no_page_is_wider_than_the_screen(string path)
    {
        var member = await shared.Server.NewConsoleMember();
        await using var profile = await chromium.NewProfile(shared.Server, width: 375, height: 700);
        var page = await SignIn(profile, member);

        await page.GotoAsync(path);

        Assert.Equal(375, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough_to_sign_out()
    {
        var member = await shared.Server.NewConsoleMember();
        await using var profile = await chromium.NewProfile(shared.Server);
        var page = await SignIn(profile, member);

        await page.Locator(".member-menu summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/console/sign-in");

        Assert.DoesNotContain(await profile.CookiesAsync(), cookie => cookie.Name == "__Host-pharos-session");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_its_ground_by_four_and_a_half_to_one(ColorScheme scheme)
    {
        var member = await shared.Server.NewConsoleMember();
        await using var profile = await chromium.NewProfile(shared.Server, scheme: scheme);
        var page = await SignIn(profile, member);
        var complaints = new List<string>();
        page.Console += (_, message) =>
            complaints.AddRange(
                message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) ? [message.Text] : []
            );
        var slug = "ops-" + Guid.NewGuid().ToString("N");
        _ = (
            await member.Post(
                "/status-page/create",
                new
                {
                    name = "Ops",
                    type = "internal",
                    url_name = slug,
                    date_view = "list",
                    display_uptime_mode = "chart",
                }
            )
        ).Data;
        foreach (
            var path in (string[])
                ["/console", "/console/account/app-keys?done=disabled", "/console/nothing-here", "/internal/" + slug]
        )
        {
            await page.GotoAsync(path);
            Assert.Empty(await page.EvaluateAsync<string[]>(Contrast));
        }

        Assert.Equal("Internal · members only", await page.Locator("header .internal").InnerTextAsync());
        Assert.Empty(complaints);
    }

    private static async Task<IPage> SignIn(IBrowserContext profile, ApiClient member)
    {
        var page = await profile.NewPageAsync();
        await page.GotoAsync("/console/sign-in");
        await page.GetByLabel("Email").FillAsync(member.Email);
        await page.GetByLabel("Password").FillAsync(ConsoleMember.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/console");
        return page;
    }

    /// <summary>The texts on the page whose contrast, by the formula of WCAG 2, is below 4.5.</summary>
    private const string Contrast = """
        () => {
          const parse = c => (c.match(/[\d.]+/g) || []).map(Number);
          const linear = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => [r, g, b].map(v => linear(v / 255))
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = e => {
            for (; e; e = e.parentElement) {
              const c = parse(getComputedStyle(e).backgroundColor);
              if (c.length < 4 || c[3] > 0) return c;
            }
            return [255, 255, 255];
          };
          const poor = [];
          for (const e of document.querySelectorAll("body *")) {
            if (!e.checkVisibility()) continue;
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
            const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
            const contrast = (a + 0.05) / (b + 0.05);
            if (contrast < 4.5) poor.push(`${e.tagName} ${e.textContent.trim()} ${contrast}`);
          }
          return poor;
        }
        """;
}
