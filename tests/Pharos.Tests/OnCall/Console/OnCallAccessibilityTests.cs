using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Console;

/// <summary>The screens of on-call before an accessibility engine.</summary>
[Trait("Runs", "Once")]
public sealed class OnCallAccessibilityTests(SharedServer shared, Browser chromium)
{
    [Theory]
    [InlineData("en-US", false)]
    [InlineData("en-US", true, Traits = ["Runs", "Full"])]
    [InlineData("zh-CN", true, Traits = ["Runs", "Full"])]
    public async Task Screens_of_on_call_have_no_violation(string locale, bool full)
    {
        Axe.Demand();
        var (space, signedIn) = await Filled();
        await using var profile = await chromium.NewProfile(shared.Server, locale: locale);
        var tab = await Tab(profile, signedIn);
        foreach (var path in await Paths(space, signedIn))
        {
            await tab.GotoAsync(path);
            await tab.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
            await tab.DemandAccessible(Axe.Screens(full));
        }
    }

    [Fact]
    public async Task Lists_and_incidents_have_none_in_Chinese_on_a_dark_phone()
    {
        Axe.Demand();
        var (space, signedIn) = await Filled();
        await using var profile = await chromium.NewProfile(shared.Server, locale: "zh-CN");
        var tab = await Tab(profile, signedIn);
        foreach (
            var path in (string[])
                ["/console", "/console/incidents", $"/console/incidents/{(await space.Incidents())[0].IncidentId()}"]
        )
        {
            await tab.GotoAsync(path);
            await tab.DemandAccessible(Axe.Phone);
            Assert.Equal(390, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    private async Task<(OnCallSpace Space, ConsoleBrowser Browser)> Filled()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");
        await space.Fire(key, "db-1", title: "Disk full");
        await space.Fire(key, "web-1", "Warning", "Slow answers");
        await space.Fire(key, "web-2", "Info", "Certificate expires");
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        var path = $"/console/incidents/{(await space.Incidents())[0].IncidentId()}";
        await browser.Submit(path, path + "/act", ("do", "take"));
        await browser.Submit(path, path, ("comment", "Looking"));
        var silences = $"/console/spaces/{space.SpaceId}/silences";
        await browser.Submit(
            silences,
            silences,
            ("name", "Nights"),
            ("key", "labels.env"),
            ("oper", "IN"),
            ("vals", "test"),
            ("when", "weekly"),
            ("from", "22:00"),
            ("to", "06:00")
        );
        await browser.Submit(
            $"/console/spaces/{space.SpaceId}/inhibitions",
            $"/console/spaces/{space.SpaceId}/inhibitions",
            ("name", "Host down"),
            ("equals", "labels.host")
        );
        await browser.Submit(
            $"/console/spaces/{space.SpaceId}/drop-rules",
            $"/console/spaces/{space.SpaceId}/drop-rules",
            ("name", "Tests"),
            ("key", "labels.env"),
            ("oper", "IN"),
            ("vals", "test")
        );
        await browser.Submit(
            "/console/fields/new",
            "/console/fields/new",
            ("display_name", "Impact"),
            ("field_name", "impact_level"),
            ("field_type", "multi_select"),
            ("options", "Some\nAll")
        );
        await browser.Submit(
            "/console/integrations/new",
            "/console/integrations/new",
            ("type", "grafana"),
            ("name", "All teams")
        );
        return (space, browser);
    }

    private static async Task<IReadOnlyList<string>> Paths(OnCallSpace space, ConsoleBrowser browser)
    {
        var incident = $"/console/incidents/{(await space.Incidents())[0].IncidentId()}";
        var ofSpace = $"/console/spaces/{space.SpaceId}";
        return
        [
            "/console",
            "/console/incidents?progress=all",
            "/console/incidents?q=nothing-like-this",
            "/console/incidents/new",
            incident + "?done=acknowledged",
            incident + "/assign",
            incident + "/edit",
            "/console/alerts",
            Regex.Match((await browser.Get("/console/alerts")).Html, "/console/alerts/[0-9a-f]{24}").Value,
            "/console/spaces",
            "/console/spaces/new",
            ofSpace,
            ofSpace + "/delete",
            ofSpace + "/escalation",
            ofSpace + "/escalation/new",
            $"{ofSpace}/silences?from_incident={(await space.Incidents())[0].IncidentId()}",
            $"{ofSpace}/silences/{await Rule("silence")}/edit",
            ofSpace + "/inhibitions",
            $"{ofSpace}/inhibitions/{await Rule("inhibit")}/edit",
            ofSpace + "/drop-rules",
            $"{ofSpace}/drop-rules/{await Rule("unsubscribe")}/edit",
            "/console/fields",
            "/console/fields/new",
            Regex.Match((await browser.Get("/console/fields")).Html, "/console/fields/[0-9a-f]{24}").Value,
            "/console/integrations",
            "/console/integrations/new",
            .. Regex
                .Matches((await browser.Get("/console/integrations")).Html, @"/console/integrations/\d+")
                .Select(m => m.Value),
            $"/console/integrations/{await Shared()}/route",
        ];

        async Task<string> Rule(string kind) =>
            (await space.Owner.Post($"/channel/{kind}/rule/list", new { channel_id = space.SpaceId })).Data["items"]![
                0
            ]!["rule_id"]!.GetValue<string>();

        async Task<long> Shared() =>
            (await space.Owner.Post("/datasource/list", new { })).Data["items"]!
                .AsArray()
                .Single(i => i!["name"]!.GetValue<string>() == "All teams")!["integration_id"]!.GetValue<long>();
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
