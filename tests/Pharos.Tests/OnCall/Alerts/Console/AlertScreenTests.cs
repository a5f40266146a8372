using System.Net;
using System.Text.RegularExpressions;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Alerts.Console;

/// <summary>The screens of alerts in the console.</summary>
public sealed class AlertScreenTests(SharedServer shared)
{
    private const string List = "/console/alerts";

    [Fact]
    public async Task Alerts_are_listed_and_filtered_by_the_url()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");
        await space.Fire(key, "a", title: "Disk full");
        await space.Fire(key, "b", "Warning", "Slow answers");
        await space.Fire(key, "b", "Ok", "Slow answers");
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Viewer);

        Assert.Equal(["Disk full"], await Titles(""));
        Assert.Equal(["Slow answers"], await Titles("?state=recovered"));
        Assert.Equal(["Disk full", "Slow answers"], await Titles("?state=all"));
        Assert.Equal(["Slow answers"], await Titles("?state=all&q=answers"));
        var wrong = await browser.Get(List + "?q=/(/");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("id=\"q-wrong\"", wrong.Html, StringComparison.Ordinal);

        async Task<string[]> Titles(string query)
        {
            var text = (await browser.Get(List + query)).Text;
            string[] all = ["Disk full", "Slow answers"];
            return [.. all.Where(t => text.Contains(t, StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task An_alert_shows_its_events_and_can_be_closed()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");
        await space.Fire(key, "a", "Warning");
        await space.Fire(key, "a", "Critical");
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        var path = Regex.Match((await browser.Get(List)).Html, List + "/[0-9a-f]{24}").Value;

        var page = await browser.Get(path);

        foreach (var shown in (string[])["Warning", "Critical", "host", "The first event arrived"])
            Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        (await browser.Submit(path, path + "/close")).Sees(path + "?done=closed");
        Assert.Equal("Closed", (await space.Incident()).Text("progress"));
        Assert.DoesNotContain($"action=\"{path}/close\"", (await browser.Get(path)).Html, StringComparison.Ordinal);
    }
}
