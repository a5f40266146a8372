using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents.Console;

/// <summary>The list of incidents in the console.</summary>
public sealed class IncidentListScreenTests(SharedServer shared)
{
    private const string List = "/console/incidents";

    [Fact]
    public async Task Open_incidents_are_listed_with_severity_state_and_labels()
    {
        var (space, browser) = await Signed();
        var key = await space.Integrate("standard");
        await space.Fire(key, "db-1", title: "Disk full");
        await space.Fire(key, "web-1", "Warning", "Slow answers");
        await space.Fire(key, "web-1", "Ok", "Slow answers");

        var page = await browser.Get(List);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var shown in (string[])["Disk full", "Critical", "Triggered", "Payments", "db-1", "1 incident"])
            Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Slow answers", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 open", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_stay_in_the_url_and_select()
    {
        var (space, browser) = await Signed();
        var key = await space.Integrate("standard");
        await space.Fire(key, "a", title: "Disk full");
        await space.Fire(key, "b", "Warning", "Slow answers");
        await space.Fire(key, "c", "Info", "Certificate expires");
        await space.Fire(key, "c", "Ok", "Certificate expires");

        Assert.Equal(["Slow answers"], await Titles("?severity=Warning"));
        Assert.Equal(["Certificate expires"], await Titles("?progress=Closed"));
        Assert.Equal(["Certificate expires", "Disk full", "Slow answers"], await Titles("?progress=all"));
        Assert.Equal(["Disk full"], await Titles("?q=disk"));
        Assert.Empty(await Titles("?whose=me"));
        Assert.Equal(["Disk full", "Slow answers"], await Titles($"?space={space.SpaceId}"));
        Assert.Empty(await Titles($"?space={space.SpaceId + 1}"));
        var page = await browser.Get(List + "?severity=Warning&progress=all");
        Assert.Contains("<option value=\"Warning\" selected", page.Html, StringComparison.Ordinal);
        Assert.Contains(
            "action=\"/console/incidents/act?progress=all&amp;severity=Warning\"",
            page.Html,
            StringComparison.Ordinal
        );

        async Task<string[]> Titles(string query)
        {
            var text = (await browser.Get(List + query)).Text;
            string[] all = ["Certificate expires", "Disk full", "Slow answers"];
            return [.. all.Where(t => text.Contains(t, StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task Ticked_incidents_are_acknowledged_and_closed_together()
    {
        var (space, browser) = await Signed();
        var key = await space.Integrate("standard");
        await space.Fire(key, "a");
        await space.Fire(key, "b");
        var ids = (await space.Incidents()).ConvertAll(i => ("incident_ids", i.IncidentId()));
        const string act = List + "/act";

        (await browser.Submit(List, act, [.. ids, ("do", "ack")])).Sees(List + "?done=acknowledged");

        Assert.All(await space.Incidents(), i => Assert.Equal("Processing", i.Text("progress")));
        Assert.Contains(
            "acknowledged",
            (await browser.Get(List + "?done=acknowledged")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains("Disk full", (await browser.Get(List + "?whose=me")).Text, StringComparison.Ordinal);
        (await browser.Submit(List, act, [.. ids, ("do", "close")])).Sees(List + "?done=closed");
        Assert.All(await space.Incidents(), i => Assert.Equal("Closed", i.Text("progress")));
    }

    [Fact]
    public async Task Nothing_ticked_and_closed_incidents_are_explained_on_the_list()
    {
        var (space, browser) = await Signed();
        await space.Fire(await space.Integrate("standard"), "a");
        const string act = List + "/act";

        var nothing = await browser.Submit(List, act, ("do", "ack"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.Status);
        Assert.Contains("Tick at least one incident first.", nothing.Text, StringComparison.Ordinal);

        var (page, id) = (await browser.Get(List), (await space.Incident()).IncidentId());
        (await space.Owner.Post("/incident/resolve", new { incident_ids = new[] { id } })).IsSuccess();
        var closed = await browser.Submit(page, act, ("incident_ids", id), ("do", "ack"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, closed.Status);
        Assert.Contains("closed", closed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_gets_no_buttons_and_cannot_act()
    {
        var space = await OnCallSpace.Create(shared.Server);
        await space.Fire(await space.Integrate("standard"), "a");
        var viewer = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Viewer);

        var page = await viewer.Get(List);

        Assert.Contains("Disk full", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"do\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(List + "/new", page.Html, StringComparison.Ordinal);
        var token = page.Token();
        var denied = await viewer.Post(
            List + "/act",
            token,
            ("incident_ids", (await space.Incident()).IncidentId()),
            ("do", "ack")
        );
        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.Equal("Triggered", (await space.Incident()).Text("progress"));
    }

    [Fact]
    public async Task An_incident_that_is_open_for_months_can_still_be_found()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var space = await OnCallSpace.Create(server);
        await space.Fire(await space.Integrate("standard"), "a", title: "Old one");
        clock.AdjustTime(clock.GetUtcNow().AddDays(70));
        var browser = await server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);

        var page = await browser.Get(List);

        Assert.DoesNotContain("Old one", page.Text, StringComparison.Ordinal);
        var earlier = new AngleSharp.Html.Parser.HtmlParser()
            .ParseDocument(page.Html)
            .QuerySelector("a[rel=next]")!
            .GetAttribute("href")!;
        Assert.Contains("Old one", (await browser.Get(earlier)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_accounts_incidents_are_not_listed()
    {
        var space = await OnCallSpace.Create(shared.Server);
        await space.Fire(await space.Integrate("standard"), "a", title: "Secret trouble");
        var (stranger, _) = await shared.Server.NewSignedIn();

        Assert.DoesNotContain("Secret trouble", (await stranger.Get(List)).Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.Get($"{List}/{(await space.Incident()).IncidentId()}")).Status
        );
    }

    private async Task<(OnCallSpace Space, ConsoleBrowser Browser)> Signed(JsonObject? settings = null)
    {
        var space = await OnCallSpace.Create(shared.Server, settings);
        return (space, await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Responder));
    }
}
