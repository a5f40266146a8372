using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>Home, every screen about events, and the audit log before an accessibility engine.</summary>
[Trait("Runs", "Once")]
public sealed class EventAccessibilityTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData("en-US", false)]
    [InlineData("en-US", true, Traits = ["Runs", "Full"])]
    [InlineData("zh-CN", true, Traits = ["Runs", "Full"])]
    public async Task Screens_about_events_have_no_violation(string locale, bool full)
    {
        Axe.Demand();
        var (signedIn, member) = await shared.Server.NewSignedIn();
        var page = await ChangePage.Create(member, [.. Enumerable.Range(0, 14).Select(i => $"Component {i}")]);
        await member.Post(
            "/status-page/template/upsert",
            new
            {
                page_id = page.PageId,
                type = "pre_defined",
                template = new
                {
                    title = "Payments fail",
                    event_type = "incident",
                    status = "identified",
                    description = "Cards.",
                },
            }
        );
        await member.Post(
            "/status-page/template/upsert",
            new
            {
                page_id = page.PageId,
                type = "message",
                template = new
                {
                    title = "Words",
                    event_type = "incident",
                    status = "monitoring",
                    messages = new { monitoring = "A fix is in place." },
                },
            }
        );
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
        var list = $"/console/pages/{page.PageId}";
        await Visit(tab, list, full); // Nothing published yet.
        var over = (await page.Publish(new { title = "Over" })).ChangeId();
        await page.Update(over, "resolved", null, (0, "operational"));
        var open = (await page.Publish()).ChangeId();
        await page.Announce(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 86400);

        await Visit(tab, "/console", full);
        await Visit(tab, list, full);
        await Visit(tab, list + "?q=nothing-like-it", full);
        await Visit(tab, "/console/publish", full);
        await tab.Locator("button[value=publish]").ClickAsync(); // Nothing filled in.
        await tab.Locator(".field-wrong").First.WaitForAsync();
        await tab.DemandAccessible(Axe.Screens(full));
        await Visit(tab, "/console/publish?type=maintenance", full);
        await Visit(tab, list + "/events/past", full);
        var entry = (await page.Read(open)).Updates()[0].Text("update_id");
        await page.Update(open, "identified");
        foreach (var rest in (string[])["", "/edit", "/delete", $"/updates/{entry}", $"/updates/{entry}/delete"])
            await Visit(tab, $"{list}/events/{open}{rest}", full);
        await Visit(tab, $"{list}/events/{over}", full);
        await page.Api.NewPage();
        await Visit(tab, "/console/publish", full); // Which of the pages?
        await Visit(tab, "/console/audit", full);
        await Visit(tab, "/console/audit?from=never", full);
    }

    /// <summary>Everything unfolded, so that what opens is looked at too.</summary>
    private static async Task Visit(IPage tab, string path, bool full)
    {
        await tab.GotoAsync(path);
        await tab.EvaluateAsync("document.querySelectorAll('main details:not(.menu)').forEach(d => d.open = true)");
        await tab.DemandAccessible(Axe.Screens(full));
    }
}
