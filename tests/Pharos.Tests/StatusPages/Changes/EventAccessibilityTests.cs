using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>Home, every screen about events, and the audit log before an accessibility engine.</summary>
[Trait("Runs", "Once")]
public sealed class EventAccessibilityTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    public async Task Screens_about_events_have_no_violation(string locale)
    {
        Axe.Demand();
        var (signedIn, member) = await shared.Server.NewSignedIn();
        var page = await ChangePage.Create(member, [.. Enumerable.Range(0, 14).Select(i => $"Component {i}")]);
        await member.Post("/status-page/template/upsert", new { page_id = page.PageId, type = "pre_defined", template = new { title = "Payments fail", event_type = "incident", status = "identified", description = "Cards." } });
        await member.Post("/status-page/template/upsert", new
        {
            page_id = page.PageId, type = "message", template = new { title = "Words", event_type = "incident", status = "monitoring", messages = new { monitoring = "A fix is in place." } },
        });
        await using var profile = await chromium.NewProfile(shared.Server, locale: locale);
        await profile.AddCookiesAsync(signedIn.Cookies.Select(c => new Cookie { Name = c.Key, Value = c.Value, Url = shared.Server.Address.ToString(), Secure = true }));
        var tab = await profile.NewPageAsync();
        var list = $"/console/pages/{page.PageId}";
        await Visit(tab, list); // Nothing published yet.
        var over = (await page.Publish(new { title = "Over" })).ChangeId();
        await page.Update(over, "resolved", null, (0, "operational"));
        var open = (await page.Publish()).ChangeId();
        await page.Announce(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 86400);

        await Visit(tab, "/console");
        await Visit(tab, list);
        await Visit(tab, list + "?q=nothing-like-it");
        await Visit(tab, "/console/publish");
        await tab.Locator("button[value=publish]").ClickAsync(); // Nothing filled in.
        await tab.Locator(".field-wrong").First.WaitForAsync();
        await tab.DemandAccessible(Axe.Screens);
        await Visit(tab, "/console/publish?type=maintenance");
        await Visit(tab, list + "/events/past");
        var entry = (await page.Read(open)).Updates()[0].Text("update_id");
        await page.Update(open, "identified");
        foreach (var rest in (string[])["", "/edit", "/delete", $"/updates/{entry}", $"/updates/{entry}/delete"])
            await Visit(tab, $"{list}/events/{open}{rest}");
        await Visit(tab, $"{list}/events/{over}");
        await Visit(tab, "/console/audit");
        await Visit(tab, "/console/audit?from=never");
    }

    /// <summary>Everything unfolded, so that what opens is looked at too.</summary>
    private static async Task Visit(IPage tab, string path)
    {
        await tab.GotoAsync(path);
        await tab.EvaluateAsync("document.querySelectorAll('main details:not(.menu)').forEach(d => d.open = true)");
        await tab.DemandAccessible(Axe.Screens);
    }
}
