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
    [InlineData("en-US", false)]
    [InlineData("en-US", true, Traits = ["Runs", "Full"])]
    [InlineData("zh-CN", true, Traits = ["Runs", "Full"])]
    public async Task Screens_of_a_member_have_no_violation(string locale, bool full)
    {
        Axe.Demand();
        var member = await shared.Server.NewConsoleMember();
        await using var profile = await chromium.NewProfile(shared.Server, locale: locale);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync("/console/sign-in");
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.ClickThrough(tab.Locator("button[type=submit]")); // Empty, so that the fields show their errors.
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.Locator("#email").FillAsync(member.Email);
        await tab.Locator("#password").FillAsync(ConsoleMember.Password);
        await tab.Keyboard.PressAsync("Enter");
        await tab.WaitForURLAsync("**/console");
        await tab.DemandAccessible(Axe.Screens(full));

        await member.NewPage("API");
        await tab.GotoAsync("/console");
        await Unfold(tab, full);
        await tab.GotoAsync("/console/account/app-keys");
        await Unfold(tab, full);
        await tab.Locator("#name").FillAsync("terraform");
        await tab.Locator("#password").FillAsync(ConsoleMember.Password);
        await tab.Locator("main form button[type=submit]").First.ClickAsync();
        await tab.Locator("#new-key").WaitForAsync();
        await tab.DemandAccessible(Axe.Screens(full, (ColorScheme.Dark, 1280)));
        await tab.ClickThrough(tab.Locator("td.actions a").First);
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.GotoAsync("/console/nothing-here");
        await tab.DemandAccessible(Axe.Screens(full));
        var invited = await member.Post(
            "/member/invite",
            new { members = new[] { new { email = "carol@example.com" } } }
        );
        await tab.GotoAsync(invited.Data["items"]![0]!["invitation_url"]!.GetValue<string>());
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.GotoAsync("/console/invitations/gone");
        await tab.DemandAccessible(Axe.Screens(full));
    }

    [Theory]
    [InlineData("en-US", false)]
    [InlineData("en-US", true, Traits = ["Runs", "Full"])]
    [InlineData("zh-CN", true, Traits = ["Runs", "Full"])]
    public async Task Screens_about_deliveries_and_instant_messages_have_none(string locale, bool full)
    {
        Axe.Demand();
        var (signedIn, member) = await shared.Server.NewSignedIn();
        await using var profile = await chromium.NewProfile(shared.Server, locale: locale);
        await profile.AddCookiesAsync(
            signedIn.Cookies.Select(c => new Cookie
            {
                Name = c.Key,
                Value = c.Value,
                Url = shared.Server.Address.ToString(),
                Secure = true,
            })
        );
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync("/console/delivery-problems");
        await tab.DemandAccessible(Axe.Screens(full));

        var page = await Problems.Page(member);
        await Problems.Address(shared.Server, page.PageId, 1000, "550 5.1.1 " + new string('x', 200));
        await Problems.Hook(shared.Server, member, 2000, "HTTP 404 no_service");
        await page.PublishTold();
        await using (var db = await shared.Server.Store.Databases.CreateDbContextAsync())
        {
            // Not due for long: it stays under way.
            await Eventually.True(
                () => db.Deliveries.AnyAsync(d => d.QueueId == page.PageId),
                TimeSpan.FromSeconds(60)
            );
            await db
                .Deliveries.Where(d => d.QueueId == page.PageId)
                .ExecuteUpdateAsync(d =>
                    d.SetProperty(r => r.State, DeliveryState.Waiting)
                        .SetProperty(r => r.NextAttemptAt, Ids.Max)
                        .SetProperty(r => r.LastError, "451 try later")
                );
        }

        await tab.GotoAsync("/console/delivery-problems?done=released");
        await Unfold(tab, full);
        await tab.SetViewportSizeAsync(390, 900);
        Assert.Equal(390, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        var slug = "ops-" + Guid.NewGuid().ToString("N");
        var inside = (
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
        ).Data["page_id"]!.GetValue<long>();
        var component = (
            await member.Post(
                "/status-page/component/upsert",
                new { page_id = inside, components = new[] { new { name = "API" } } }
            )
        ).Data["component_ids"]![0]!.GetValue<string>();
        var changeId = await new ChangePage(member, inside, [component]).PublishTold();
        await tab.GotoAsync("/console/account/im-hooks");
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.Locator("main form button[type=submit]").First.ClickAsync(); // Nothing filled in.
        await tab.Locator(".field-wrong").First.WaitForAsync();
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.Locator("input[name=scope][value=some]").CheckAsync();
        await tab.Locator("button[value=follow]").ClickAsync();
        await tab.Locator(".scope.wrong").WaitForAsync();
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.GotoAsync($"/internal/{slug}/events/{changeId}");
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.ClickThrough(tab.Locator($"a[href='/console/account/im-hooks/events/{changeId}']"));
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.Locator("button[value=follow]").ClickAsync();
        await tab.Locator("button[value=unfollow]").WaitForAsync();
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.GotoAsync("/internal/" + slug);
        await tab.DemandAccessible(Axe.Screens(full));
        await tab.GotoAsync("/console/account/im-hooks");
        await tab.ClickThrough(tab.Locator("td.actions a"));
        await tab.DemandAccessible(Axe.Screens(full));
    }

    [Fact]
    public async Task The_first_screen_of_an_installation_has_no_violation()
    {
        Axe.Demand();
        await using var server = await TestServer.Start();
        await using var profile = await chromium.NewProfile(server);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync("/console/setup");
        await tab.DemandAccessible(Axe.Laptop, Axe.Phone);
    }

    /// <summary>
    /// The fast run checks every other screen in English on a laptop only. What differs in Chinese, in dark and on a
    /// phone is the layout around all screens, and the screens with the most elements.
    /// </summary>
    [Fact]
    public async Task The_layout_and_the_longest_screens_have_no_violation_in_Chinese_on_a_dark_phone()
    {
        Axe.Demand();
        var (signedIn, member) = await shared.Server.NewSignedIn();
        var page = await ChangePage.Create(member, [.. Enumerable.Range(0, 14).Select(i => $"Component {i}")]);
        var changeId = (await page.Publish()).ChangeId();
        await using var profile = await chromium.NewProfile(shared.Server, locale: "zh-CN");
        var tab = await profile.NewPageAsync();
        await Look("/console/sign-in");
        await profile.AddCookiesAsync(
            signedIn.Cookies.Select(c => new Cookie
            {
                Name = c.Key,
                Value = c.Value,
                Url = shared.Server.Address.ToString(),
                Secure = true,
            })
        );
        await Look("/console");
        await Look("/console/publish");
        await Look($"/console/pages/{page.PageId}/events/{changeId}");
        await Look($"/console/pages/{page.PageId}/components");
        await Look($"/console/pages/{page.PageId}/settings");
        await Look("/console/members");
        await Look("/console/roles/new");

        async Task Look(string path)
        {
            await tab.GotoAsync(path);
            await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            await tab.DemandAccessible(Axe.Phone);
            Assert.Equal(390, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    /// <summary>The member's menu in the frame's two forms.</summary>
    private static async Task Unfold(IPage tab, bool full)
    {
        await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await tab.DemandAccessible(Axe.Screens(full, (ColorScheme.Dark, 1280)));
    }
}
