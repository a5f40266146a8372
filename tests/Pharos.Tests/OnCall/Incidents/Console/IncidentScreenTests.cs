using System.Net;
using System.Text.Json.Nodes;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents.Console;

/// <summary>The page of one incident in the console.</summary>
public sealed class IncidentScreenTests(SharedServer shared)
{
    [Fact]
    public async Task It_shows_what_fires_and_says_in_sentences_what_happened()
    {
        var (space, browser, id, path) = await Fired();
        await Do(space, "ack", id);
        await Do(space, "comment", id, new JsonObject { ["comment"] = "Looking **now**" });

        var page = await browser.Get(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (
            var shown in (string[])
                [
                    "Firing now: 1 alert",
                    "Critical",
                    "Processing",
                    "Triggered with the severity ",
                    " acknowledged.",
                    " commented:",
                ]
        )
            Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>now</strong>", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_button_acts_at_once_and_says_what_it_did()
    {
        var (space, browser, _, path) = await Fired();

        foreach (
            var (button, progress, notice) in ((string, string, string)[])
                [
                    ("ack", "Processing", "acknowledged"),
                    ("unack", "Triggered", "unacknowledged"),
                    ("take", "Processing", "taken"),
                    ("snooze-120", "Processing", "snoozed"),
                    ("wake", "Processing", "woken"),
                    ("close", "Closed", "closed"),
                    ("reopen", "Triggered", "reopened"),
                ]
        )
        {
            (await browser.Submit(path, path + "/act", ("do", button))).Sees($"{path}?done={notice}");
            Assert.Equal((button, progress), (button, (await space.Incident()).Text("progress")));
            Assert.Contains(
                "class=\"notice good\"",
                (await browser.Get($"{path}?done={notice}")).Html,
                StringComparison.Ordinal
            );
        }

        var assigned = (await space.Incident())["assigned_to"]!;
        Assert.Equal("reopen", assigned["type"]!.GetValue<string>());
        Assert.Single(assigned["person_ids"]!.AsArray());
    }

    [Fact]
    public async Task One_tap_silences_alerts_like_these_for_a_day_and_a_second_one_replaces_it()
    {
        var (space, _, _, path) = await Fired();
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);

        for (var i = 0; i < 2; i++)
            (await browser.Submit(path, path + "/act", ("do", "silence"))).Sees(path + "?done=silenced");

        var rules = await space.Owner.Post("/channel/silence/rule/list", new { channel_id = space.SpaceId });
        var rule = Assert.Single(rules.Data["items"]!.AsArray())!;
        Assert.True(rule["is_effective"]!.GetValue<bool>());
        Assert.Equal(
            86400,
            rule["time_filter"]!["end_time"]!.GetValue<long>() - rule["time_filter"]!["start_time"]!.GetValue<long>()
        );
        Assert.Equal((await space.Incident()).IncidentId(), rule["from_incident_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Alerts_of_an_incident_closed_by_hand_no_longer_fire()
    {
        var (_, browser, _, path) = await Fired();

        await browser.Submit(path, path + "/act", ("do", "close"));

        Assert.Contains("Nothing fires", (await browser.Get(path)).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing fires", (await browser.Get("/console/alerts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_came_too_late_is_explained()
    {
        var (space, browser, id, path) = await Fired();
        var page = await browser.Get(path);
        await Do(space, "resolve", id);

        var late = await browser.Submit(page, path + "/act", ("do", "ack"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("class=\"notice bad\"", late.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"reopen\"", late.Html, StringComparison.Ordinal);
        var unknown = await browser.Submit(path, path + "/act", ("do", "explode"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Fact]
    public async Task People_are_assigned_and_added()
    {
        var (space, browser, _, path) = await Fired();
        var bob = await shared.Server.NewMember(space.Owner.Caller.AccountId, BuiltInRoles.Responder);
        var eve = await shared.Server.NewMember(space.Owner.Caller.AccountId, BuiltInRoles.Responder);

        (
            await browser.Submit(
                path + "/assign",
                path + "/assign",
                ("person_ids", $"{bob.Caller.MemberId}"),
                ("rule", "")
            )
        ).Sees(path + "?done=assigned");
        (await browser.Submit(path + "/people", path + "/people", ("person_ids", $"{eve.Caller.MemberId}"))).Sees(
            path + "?done=people"
        );

        var responders = (await space.Incident())["responders"]!.AsArray();
        Assert.Equal(
            new[] { bob.Caller.MemberId, eve.Caller.MemberId }.Order(),
            responders.Select(r => r!["person_id"]!.GetValue<long>()).Order()
        );
        var unassigned = await browser.Submit(path + "/assign", path + "/assign", ("rule", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unassigned.Status);
        Assert.Contains("People", unassigned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editing_changes_only_what_was_touched()
    {
        var (space, browser, _, path) = await Fired();
        var form = await browser.Get(path + "/edit");

        (await browser.SubmitTouching(form, path + "/edit", ("root_cause", "Log rotation was off"))).Sees(
            path + "?done=edited"
        );

        var incident = await space.Incident();
        Assert.Equal(("Disk full", "Log rotation was off"), (incident.Text("title"), incident.Text("root_cause")));
        // The title still follows the alerts.
        Assert.Empty(incident["manual_overrides"]!.AsArray());
        Assert.Contains("Log rotation was off", (await browser.Get(path)).Text, StringComparison.Ordinal);
        var tooShort = await browser.SubmitTouching(await browser.Get(path + "/edit"), path + "/edit", ("title", "x"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooShort.Status);
        Assert.Contains("id=\"title-wrong\"", tooShort.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_joins_the_timeline_and_an_empty_one_is_refused()
    {
        var (space, browser, id, path) = await Fired();

        (await browser.Submit(path, path, ("comment", "Restarted the pod"))).Sees(path + "?done=commented");
        var empty = await browser.Submit(path, path, ("comment", " "));

        Assert.Contains("i_comm", await space.Timeline(id));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Contains("id=\"comment-wrong\"", empty.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_reports_an_incident_by_hand()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Responder);
        const string form = "/console/incidents/new";

        var made = await browser.Submit(
            form,
            form,
            ("title", "Customers report errors"),
            ("incident_severity", "Warning"),
            ("description", "Since noon"),
            ("channel_id", $"{space.SpaceId}"),
            ("person_ids", $"{space.Owner.Caller.MemberId}")
        );

        var incident = await space.Incident();
        made.Sees($"/console/incidents/{incident.IncidentId()}?done=made");
        Assert.Equal(
            ("Customers report errors", "Warning"),
            (incident.Text("title"), incident.Text("incident_severity"))
        );
        Assert.Contains("reported the incident", (await browser.Get(made.Location!)).Text, StringComparison.Ordinal);
        var empty = await browser.Submit(form, form, ("title", ""), ("incident_severity", "Warning"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Contains("id=\"title-wrong\"", empty.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Similar_past_incidents_and_changes_around_it_are_shown()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");
        await space.Fire(key, "host-1");
        var before = await space.Incident();
        await Do(space, "resolve", before.IncidentId(), new JsonObject { ["resolution"] = "Deleted old logs" });
        await space.Fire(key, "host-2");
        var changes = await space.Integrate("change", "Deployments");
        (
            await space.Owner.Send(
                new HttpRequestMessage(HttpMethod.Post, "/event/push/change/standard?integration_key=" + changes)
                {
                    Content = new StringContent(
                        """
                        {"change_key": "1", "change_status": "Done", "title": "Deploy shop 4.2",
                          "link": "javascript:alert(1)"}
                        """,
                        System.Text.Encoding.UTF8,
                        "application/json"
                    ),
                }
            )
        ).IsSuccess();
        var id = (await space.Incidents()).Single(i => i.Text("progress") == "Triggered").IncidentId();
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Viewer);

        var page = await browser.Get("/console/incidents/" + id);

        Assert.Contains("Deleted old logs", page.Text, StringComparison.Ordinal);
        Assert.Contains("Deploy shop 4.2", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"do\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tell_customers_opens_the_publish_form_with_the_title()
    {
        var (space, browser, _, path) = await Fired();
        await space.Owner.NewPage();

        var page = await browser.Get(path);
        var link = new AngleSharp.Html.Parser.HtmlParser()
            .ParseDocument(page.Html)
            .QuerySelector("a[href*='title=']")!
            .GetAttribute("href")!;

        Assert.Contains("value=\"Disk full\"", (await browser.Get(link)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeline_is_in_Chinese_for_Chinese_readers()
    {
        var space = await OnCallSpace.Create(shared.Server);
        await space.Fire(await space.Integrate("standard"), "a");
        var id = (await space.Incident()).IncidentId();
        await Do(space, "ack", id);
        var member = await shared.Server.NewMember(
            space.Owner.Caller.AccountId,
            BuiltInRoles.Viewer,
            ConsoleMember.Hash
        );
        var browser = new ConsoleBrowser(shared.Server.Http, "zh-CN");
        (await browser.SignIn(member.Email, ConsoleMember.Password)).Sees("/console");

        var page = await browser.Get("/console/incidents/" + id);

        Assert.Contains("认领了故障", page.Text, StringComparison.Ordinal);
        Assert.Contains("处理中", page.Text, StringComparison.Ordinal);
    }

    private async Task<(OnCallSpace Space, ConsoleBrowser Browser, string Id, string Path)> Fired()
    {
        var space = await OnCallSpace.Create(shared.Server);
        await space.Fire(await space.Integrate("standard"), "a");
        var id = (await space.Incident()).IncidentId();
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Responder);
        return (space, browser, id, "/console/incidents/" + id);
    }

    private static async Task Do(OnCallSpace space, string action, string id, JsonObject? more = null)
    {
        var request = more ?? [];
        request["incident_ids"] = new JsonArray(id);
        (await space.Owner.Post("/incident/" + action, request.ToJsonString())).IsSuccess();
    }
}
