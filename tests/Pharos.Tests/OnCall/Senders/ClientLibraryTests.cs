using Pharos.OnCall.Intake.Integrations;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Senders;

/// <summary>
/// PagerDuty's and Opsgenie's own client libraries from npm. Each begins with the text that the console shows.
/// </summary>
public sealed class ClientLibraryTests(SharedServer shared)
{
    private TestServer Server => shared.Server;

    [Fact]
    public async Task PagerDutys_client_triggers_acknowledges_resolves_and_reports_a_change()
    {
        NodeScript.Demand("@pagerduty/pdjs");
        var space = await OnCallSpace.Create(Server);
        var key = await space.Integrate("pagerduty");
        await NodeScript.Run(Server, "mjs", Shown("pagerduty", key, "@pagerduty/pdjs"));
        await space.Settle();
        Assert.Equal("web-1 does not answer", (await space.Incident()).Text("title"));

        var written = await NodeScript.Run(
            Server,
            "mjs",
            $$"""
            import { event, trigger, acknowledge, resolve, change } from '@pagerduty/pdjs';
            const server = '{{Server.Address.Authority}}';
            const routing_key = '{{key}}';
            const payload = { summary: 'Queue is long', source: 'mq1', severity: 'warning' };
            const send = async (call, data) => {
              const answer = await call({ server, data: { routing_key, ...data } });
              console.log(answer.response.status, answer.data.status, answer.data.dedup_key);
            };
            await send(trigger, { payload, dedup_key: 'queue' });
            await send(acknowledge, { dedup_key: 'queue' });
            await send(resolve, { dedup_key: 'queue' });
            const deployed = { summary: 'Deployed shop 4.2', source: 'ci', timestamp: '2026-01-01T00:00:00Z' };
            await send(change, { payload: deployed });
            """
        );

        Assert.Equal(
            ["202 success queue", "202 success queue", "202 success queue", "202 success undefined"],
            written.Split('\n').Select(line => line.Trim())
        );
        await space.Settle();
        var queue = (await space.Incidents()).Single(i => i.Text("title") == "Queue is long");
        Assert.Equal("Closed", queue.Text("progress"));
        Assert.Equal(["i_new", "i_ack", "i_rslv"], await space.Timeline(queue.IncidentId()));
    }

    [Fact]
    public async Task Opsgenies_client_creates_acknowledges_notes_closes_and_pings()
    {
        NodeScript.Demand("opsgenie-sdk");
        var space = await OnCallSpace.Create(Server);
        var key = await space.Integrate("opsgenie");
        var shown = Shown("opsgenie", key, "opsgenie-sdk");
        await NodeScript.Run(Server, "cjs", shown);
        await space.Settle();
        var incident = await space.Incident();
        Assert.Equal("web-1 does not answer", incident.Text("title"));
        await space.Integrate("heartbeat", "backup");

        var written = await NodeScript.Run(
            Server,
            "cjs",
            shown[..shown.IndexOf("opsgenie.alertV2", StringComparison.Ordinal)]
                + """
                const call = (...steps) => {
                  if (steps.length === 0) return;
                  const [[api, ...args], ...rest] = steps;
                  api(...args, (error, answer) => {
                    console.log(error ? JSON.stringify(error) : answer.result);
                    call(...rest);
                  });
                };
                const alias = { identifier: 'web-1-ping', identifierType: 'alias' };
                call(
                  [opsgenie.alertV2.acknowledge, alias, { user: 'Ann' }, null],
                  [opsgenie.alertV2.addNote, alias, { note: 'On it', user: 'Ann' }, null],
                  [opsgenie.alertV2.close, alias, { user: 'Ann' }, null],
                  [(...a) => opsgenie.heartbeat.ping(...a), { identifier: 'backup' }, null],
                );
                """
        );

        Assert.Equal(
            [
                "Request will be processed",
                "Request will be processed",
                "Request will be processed",
                "PONG - Heartbeat received",
            ],
            written.Split('\n').Select(line => line.Trim())
        );
        await space.Settle();
        Assert.Equal(["i_new", "i_ack", "i_comm", "i_rslv"], await space.Timeline(incident.IncidentId()));
    }

    private string Shown(string type, string key, string package) =>
        SenderSetup
            .For(type, new Uri(Server.Address, "/").ToString(), key)
            .Select(setup => setup.Text)
            .Single(text => text.Contains($"// {package}", StringComparison.Ordinal));
}
