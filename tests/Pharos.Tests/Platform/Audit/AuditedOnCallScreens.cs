using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Audit;

/// <summary>The forms of on-call, each sent once as a member would.</summary>
public sealed partial class AuditedConsoleTests
{
    private async Task TellsOfOnCall(ConsoleBrowser browser)
    {
        var made = await Tells("/spaces/new", ["channel:write:create"], () =>
            browser.Submit("/console/spaces/new", "/console/spaces/new", ("name", "Payments"), ("team_id", ""))
        );
        var space = made.Location!.Split('?')[0];
        await Tells("/spaces/{spaceId}", ["channel:write:update"], async () =>
            await browser.SubmitTouching(await browser.Get(space), space, ("description", "Cards"))
        );
        await Tells("/spaces/{spaceId}/state", ["channel:write:disable"], () =>
            browser.Submit(space, space + "/state", ("do", "disable"))
        );
        await browser.Submit(space, space + "/state", ("do", "enable"));
        await TellsOfRules(browser, space);
        await TellsOfIncidents(browser, space);
        await TellsOfIntegrations(browser, space);
        await TellsOfFields(browser);
        await Tells("/spaces/{spaceId}/delete", ["channel:write:delete"], () =>
            browser.Submit(space + "/delete", space + "/delete")
        );
    }

    private async Task TellsOfRules(ConsoleBrowser browser, string space)
    {
        (string, string)[] conditions = [("key", "title"), ("oper", "IN"), ("vals", "Disk*")];
        foreach (
            var (part, kind, fields) in ((string, string, (string, string)[])[])
                [
                    (
                        "silences",
                        "silence-rule",
                        [("name", "Nights"), .. conditions, ("when", "weekly"), ("from", "22:00"), ("to", "06:00")]
                    ),
                    ("inhibitions", "inhibit-rule", [("name", "Host down"), ("equals", "labels.host")]),
                    ("drop-rules", "drop-rule", [("name", "Tests"), .. conditions]),
                ]
        )
        {
            var list = $"{space}/{part}";
            await Tells($"/spaces/{{spaceId}}/{part}", [kind + ":write:create"], () =>
                browser.Submit(list, list, fields)
            );
            var rule = Regex.Match((await browser.Get(list)).Html, list + "/[0-9a-f]{24}").Value;
            await Tells($"/spaces/{{spaceId}}/{part}/{{ruleId}}/edit", [kind + ":write:update"], async () =>
                await browser.SubmitTouching(await browser.Get(rule + "/edit"), rule + "/edit", ("name", "Renamed"))
            );
            if (part == "silences")
                await Tells(
                    "/spaces/{spaceId}/silences/{ruleId}/check",
                    [],
                    async () =>
                        await browser.Post(
                            rule + "/check",
                            [
                                .. (await browser.Get(rule + "/edit")).Hidden(rule + "/edit"),
                                .. conditions,
                                ("when", "once"),
                            ]
                        ),
                    HttpStatusCode.OK
                );
            await Tells($"/spaces/{{spaceId}}/{part}/{{ruleId}}", [kind + ":write:delete"], () =>
                browser.Submit(list, rule, ("do", "delete"))
            );
        }

        await Tells(
            "/spaces/{spaceId}/silences/check",
            [],
            async () =>
            {
                var page = await browser.Get(space + "/silences");
                return await browser.Post(
                    space + "/silences/check",
                    [.. page.Hidden(space + "/silences"), .. conditions, ("when", "once")]
                );
            },
            HttpStatusCode.OK
        );
        var escalation = space + "/escalation";
        var form = await browser.Get(escalation + "/new");
        var me = Regex.Match(form.Html, "name=\"l0_people\" value=\"(\\d+)\"").Groups[1].Value;
        await Tells("/spaces/{spaceId}/escalation/new", ["escalate-rule:write:create"], () =>
            browser.SubmitTouching(form, escalation + "/new", ("name", "Ops"), ("l0_people", me))
        );
        var stored = Regex.Match((await browser.Get(escalation)).Html, escalation + "/[0-9a-f]{24}").Value;
        await Tells("/spaces/{spaceId}/escalation/{ruleId}", ["escalate-rule:write:update"], async () =>
            await browser.SubmitTouching(await browser.Get(stored), stored, ("name", "Operations"))
        );
        await Tells("/spaces/{spaceId}/escalation/{ruleId}/act", ["escalate-rule:write:disable"], () =>
            browser.Submit(escalation, stored + "/act", ("do", "disable"))
        );
    }

    private async Task TellsOfIncidents(ConsoleBrowser browser, string space)
    {
        const string list = "/console/incidents";
        var made = await Tells("/incidents/new", ["incident:write:create"], () =>
            browser.Submit(
                list + "/new",
                list + "/new",
                ("title", "Customers report errors"),
                ("incident_severity", "Warning"),
                ("channel_id", space.Split('/')[^1])
            )
        );
        var incident = made.Location!.Split('?')[0];
        var form = await browser.Get(incident + "/assign");
        var people = Regex
            .Matches(form.Html, "name=\"person_ids\" value=\"(\\d+)\"")
            .Select(m => m.Groups[1].Value)
            .ToArray();
        await Tells("/incidents/{incidentId}", ["incident:write:comment"], () =>
            browser.Submit(incident, incident, ("comment", "Looking"))
        );
        await Tells("/incidents/{incidentId}/act", ["incident:write:ack"], () =>
            browser.Submit(incident, incident + "/act", ("do", "ack"))
        );
        await Tells("/incidents/{incidentId}/assign", ["incident:write:assign"], () =>
            browser.Submit(form, incident + "/assign", ("person_ids", people[0]), ("rule", ""))
        );
        await Tells("/incidents/{incidentId}/people", ["incident:write:add-responder"], () =>
            browser.Submit(incident + "/people", incident + "/people", ("person_ids", people[1]))
        );
        await Tells("/incidents/{incidentId}/edit", ["incident:write:reset"], async () =>
            await browser.SubmitTouching(
                await browser.Get(incident + "/edit"),
                incident + "/edit",
                ("impact", "Customers cannot pay")
            )
        );
        await Tells("/incidents/act", ["incident:write:resolve"], () =>
            browser.Submit(list, list + "/act", ("incident_ids", incident.Split('/')[^1]), ("do", "close"))
        );
    }

    private async Task TellsOfIntegrations(ConsoleBrowser browser, string space)
    {
        var made = await Tells("/integrations/new", ["integration:write:upsert"], () =>
            browser.Submit(
                "/console/integrations/new",
                "/console/integrations/new",
                ("type", "standard"),
                ("name", "Scripts"),
                ("space", space.Split('/')[^1])
            )
        );
        var integration = made.Location!.Split('?')[0];
        await TellsOfAlerts(browser, integration);
        await Tells("/integrations/{integrationId}", ["integration:write:upsert"], async () =>
            await browser.SubmitTouching(await browser.Get(integration), integration, ("description", "Cron"))
        );
        await Tells("/integrations/{integrationId}/key", ["integration:write:key"], () =>
            browser.Submit(integration + "/key", integration + "/key")
        );
        var shared = await browser.Submit(
            "/console/integrations/new",
            "/console/integrations/new",
            ("type", "grafana"),
            ("name", "All teams")
        );
        var route = shared.Location!.Split('?')[0] + "/route";
        await Tells("/integrations/{integrationId}/route", ["route:write:upsert"], async () =>
            await browser.SubmitTouching(await browser.Get(route), route, ("default", space.Split('/')[^1]))
        );
        await Tells("/integrations/{integrationId}/delete", ["integration:write:delete"], () =>
            browser.Submit(integration + "/delete", integration + "/delete")
        );
    }

    private async Task TellsOfFields(ConsoleBrowser browser)
    {
        const string list = "/console/fields";
        await Tells("/fields/new", ["field:write:create"], () =>
            browser.Submit(
                list + "/new",
                list + "/new",
                ("display_name", "Ticket"),
                ("field_name", "ticket"),
                ("field_type", "text")
            )
        );
        var field = Regex.Match((await browser.Get(list)).Html, list + "/[0-9a-f]{24}").Value;
        await Tells("/fields/{fieldId}", ["field:write:update"], async () =>
            await browser.SubmitTouching(await browser.Get(field), field, ("description", "Its number"))
        );
        await Tells("/fields/{fieldId}/delete", ["field:write:delete"], () =>
            browser.Submit(field + "/delete", field + "/delete")
        );
    }

    private async Task TellsOfAlerts(ConsoleBrowser browser, string integration)
    {
        var key = Regex.Match((await browser.Get(integration)).Text, "integration_key=([0-9a-f]{32})").Groups[1].Value;
        using var pushed = await server.Http.PostAsync(
            "/event/push/alert/standard?integration_key=" + key,
            new StringContent(
                """{"title": "Disk full", "event_status": "Critical", "alert_key": "a"}""",
                System.Text.Encoding.UTF8,
                "application/json"
            )
        );
        Assert.Equal(HttpStatusCode.OK, pushed.StatusCode);
        await server
            .Services.GetRequiredService<Pharos.OnCall.Intake.Processing.PushProcessor>()
            .ProcessAll(CancellationToken.None);
        var alert = Regex.Match((await browser.Get("/console/alerts")).Html, "/console/alerts/[0-9a-f]{24}").Value;
        await Tells("/alerts/{alertId}/close", ["alert:write:close"], () => browser.Submit(alert, alert + "/close"));
    }
}
