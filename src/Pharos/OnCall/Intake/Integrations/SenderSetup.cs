using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>Configuration of a sender, ready to paste.</summary>
/// <param name="Title">Where it belongs.</param>
/// <param name="Syntax">The name of the language for highlighting, such as <c>yaml</c>.</param>
public sealed record SetupText(TextKey Title, string Syntax, string Text);

/// <summary>How to make each kind of sender push to an integration.</summary>
public static class SenderSetup
{
    /// <param name="type">The integration's type on the wire, such as <c>prometheus</c>.</param>
    /// <param name="pushUrl">The whole push URL with its key.</param>
    /// <param name="key">The integration key.</param>
    /// <param name="mailbox">The address that takes emails; null if the server receives none.</param>
    /// <returns>The usual way first; empty for an unknown type.</returns>
    public static IReadOnlyList<SetupText> For(string type, string pushUrl, string key, string? mailbox = null)
    {
        // Clients of other products get only the server's address; they append their own paths.
        var server = Uri.TryCreate(pushUrl, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : "";
        return type switch
        {
            "standard" => [Curl(pushUrl), CurlRecovery(pushUrl)],
            "prometheus" =>
            [
                new(SenderSetupTexts.AlertmanagerWebhook, "yaml", Alertmanager($"webhook_configs:{Webhook(pushUrl)}")),
            ],
            "pagerduty" =>
            [
                new(SenderSetupTexts.PagerDutyCurl, "sh", PagerDutyCurl(server, key)),
                new(SenderSetupTexts.AlertmanagerPagerDuty, "yaml", Alertmanager(PagerDutyReceiver(server, key))),
                new(SenderSetupTexts.PagerDutySdk, "js", PagerDutySdk(url?.Authority ?? "", key)),
                new(SenderSetupTexts.PagerDutyChange, "sh", PagerDutyChange(server, key)),
            ],
            "opsgenie" =>
            [
                new(SenderSetupTexts.OpsgenieCurl, "sh", OpsgenieCurl(server, key)),
                new(SenderSetupTexts.AlertmanagerOpsgenie, "yaml", Alertmanager(OpsgenieReceiver(server, key))),
                new(SenderSetupTexts.OpsgenieSdk, "js", OpsgenieSdk(server, key)),
            ],
            "grafana" =>
            [
                new(SenderSetupTexts.GrafanaUrl, "text", pushUrl),
                new(SenderSetupTexts.GrafanaProvisioning, "yaml", Grafana(pushUrl)),
            ],
            "zabbix" => [new(SenderSetupTexts.ZabbixMediaType, "yaml", ZabbixMediaType.For(pushUrl))],
            "uptime-kuma" => [new(SenderSetupTexts.UptimeKumaUrl, "text", pushUrl)],
            "email" =>
            [
                .. mailbox is null ? Array.Empty<SetupText>() : [new(SenderSetupTexts.EmailAddress, "text", mailbox)],
                new(SenderSetupTexts.EmailPipe, "sh", EmailPipe(pushUrl)),
            ],
            "heartbeat" =>
            [
                new(
                    SenderSetupTexts.HeartbeatCron,
                    "sh",
                    $"* * * * * curl -fsS -m 10 --retry 3 -X POST {Quote(pushUrl)}"
                ),
                new(SenderSetupTexts.HeartbeatWatchdog, "yaml", Watchdog(pushUrl)),
            ],
            "change" => [new(SenderSetupTexts.ChangeCurl, "sh", ChangeCurl(pushUrl))],
            _ => [],
        };
    }

    private static SetupText Curl(string pushUrl) =>
        new(
            SenderSetupTexts.StandardCurl,
            "sh",
            $$"""
            curl -X POST {{Quote(pushUrl)}} \
              -H 'Content-Type: application/json' \
              -d '{
                "title": "CPU idle below 20%",
                "event_status": "Warning",
                "alert_key": "cpu-idle-web-1",
                "description": "Idle: 12%",
                "labels": {"service": "shop", "resource": "web-1", "check": "cpu.idle"}
              }'
            """
        );

    private static string EmailPipe(string pushUrl) =>
        $"""
            # /etc/aliases, then: newaliases
            pharos: "|curl -fsS --retry 5 -H 'Content-Type: message/rfc822' --data-binary @- {Quote(
                pushUrl
            )} || exit 75"
            """;

    private static SetupText CurlRecovery(string pushUrl) =>
        new(
            SenderSetupTexts.StandardRecovery,
            "sh",
            $$"""
            curl -X POST {{Quote(pushUrl)}} \
              -H 'Content-Type: application/json' \
              -d '{"title": "CPU idle below 20%", "event_status": "Ok", "alert_key": "cpu-idle-web-1"}'
            """
        );

    private static string Alertmanager(string receiver) =>
        $"""
            route:
              receiver: pharos
            receivers:
              - name: pharos
                {receiver}
            """;

    private static string Webhook(string pushUrl) =>
        $"""

                  - url: {Quote(pushUrl)}
                    send_resolved: true
            """;

    private static string PagerDutyReceiver(string server, string key) =>
        $"""
            pagerduty_configs:
                  - url: {Quote(server + "/v2/enqueue")}
                    routing_key: {Quote(key)}
                    severity: '{"{{"} or .CommonLabels.severity "error" {"}}"}'
                    send_resolved: true
            """;

    private static string OpsgenieReceiver(string server, string key) =>
        $"""
            opsgenie_configs:
                  - api_url: {Quote(server + "/")}
                    api_key: {Quote(key)}
                    send_resolved: true
            """;

    private static string Watchdog(string pushUrl) =>
        $"""
            # Prometheus: a rule that always fires.
            groups:
              - name: watchdog
                rules:
                  - alert: Watchdog
                    expr: vector(1)
            # Alertmanager: the receiver that the route for alertname="Watchdog" names.
            receivers:
              - name: pharos-watchdog
                webhook_configs:
                  - url: {Quote(pushUrl)}
                    send_resolved: false
            """;

    private static string Grafana(string pushUrl) =>
        $"""
            apiVersion: 1
            contactPoints:
              - orgId: 1
                name: Pharos
                receivers:
                  - uid: pharos
                    type: webhook
                    settings:
                      url: {Quote(pushUrl)}
                      httpMethod: POST
            """;

    private static string PagerDutyCurl(string server, string key) =>
        $$"""
            curl -X POST {{Quote(server + "/v2/enqueue")}} \
              -H 'Content-Type: application/json' \
              -d '{
                "routing_key": "{{key}}",
                "event_action": "trigger",
                "dedup_key": "web-1/ping",
                "payload": {"summary": "web-1 does not answer", "source": "web-1", "severity": "critical"}
              }'
            """;

    private static string PagerDutyChange(string server, string key) =>
        $$"""
            curl -X POST {{Quote(server + "/v2/change/enqueue")}} \
              -H 'Content-Type: application/json' \
              -d '{
                "routing_key": "{{key}}",
                "payload": {"summary": "Deployed shop 4.2", "source": "ci"}
              }'
            """;

    private static string PagerDutySdk(string host, string key) =>
        $$"""
            // @pagerduty/pdjs
            import { event } from '@pagerduty/pdjs';
            await event({
              server: '{{host}}',
              data: {
                routing_key: '{{key}}',
                event_action: 'trigger',
                payload: { summary: 'web-1 does not answer', source: 'web-1', severity: 'critical' },
              },
            });
            """;

    private static string OpsgenieCurl(string server, string key) =>
        $$"""
            curl -X POST {{Quote(server + "/v2/alerts")}} \
              -H 'Content-Type: application/json' \
              -H 'Authorization: GenieKey {{key}}' \
              -d '{"message": "web-1 does not answer", "alias": "web-1-ping", "priority": "P1"}'
            """;

    private static string OpsgenieSdk(string server, string key) =>
        $$"""
            // opsgenie-sdk
            const opsgenie = require('opsgenie-sdk');
            opsgenie.configure({ host: '{{server}}', api_key: '{{key}}' });
            opsgenie.alertV2.create({ message: 'web-1 does not answer', alias: 'web-1-ping' }, console.log);
            """;

    private static string ChangeCurl(string pushUrl) =>
        $$"""
            curl -X POST {{Quote(pushUrl)}} \
              -H 'Content-Type: application/json' \
              -d '{
                "change_key": "shop-4.2",
                "change_status": "Done",
                "title": "Deploy shop 4.2",
                "link": "https://tickets.example.com/4711",
                "labels": {"service": "shop"}
              }'
            """;

    /// <summary>
    /// A text in single quotes, for shells and YAML alike. URLs and keys of ours have no apostrophes; a base URL that
    /// has one is encoded.
    /// </summary>
    private static string Quote(string text) => $"'{text.Replace("'", "%27", StringComparison.Ordinal)}'";
}
