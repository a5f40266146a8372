using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Intake.Integrations;

namespace Pharos.OnCall.Intake;

/// <summary>The formats that arrive at <c>/event/push/alert/{name}</c>.</summary>
internal static class PushFormats
{
    /// <param name="Parse">Reads a payload, as the integration's settings say.</param>
    /// <param name="RetriesOnly5xx">
    /// Whether the sender gives up after 429, so that the limit must answer 503 instead.
    /// </param>
    public sealed record PushFormat(
        IntegrationType Type,
        Func<ReadOnlyMemory<byte>, IntegrationSettings, ParsedPush> Parse,
        bool RetriesOnly5xx
    )
    {
        public PushFormat(IntegrationType type, Func<ReadOnlyMemory<byte>, ParsedPush> parse, bool retriesOnly5xx)
            : this(type, (payload, _) => parse(payload), retriesOnly5xx) { }
    }

    public static IReadOnlyDictionary<string, PushFormat> ByName { get; } =
        new Dictionary<string, PushFormat>(StringComparer.Ordinal)
        {
            ["standard"] = new(IntegrationType.Standard, StandardFormat.Parse, false),
            ["prometheus"] = new(IntegrationType.Prometheus, PrometheusFormat.Parse, true),
            ["grafana"] = new(IntegrationType.Grafana, GrafanaFormat.Parse, true),
            ["zabbix"] = new(IntegrationType.Zabbix, ZabbixFormat.Parse, false),
            ["pagerduty"] = new(IntegrationType.Pagerduty, PagerDutyFormat.Parse, false),
            // An email as it is, from a mail server that passes it to a command.
            ["email"] = new(
                IntegrationType.Email,
                (payload, settings) => EmailFormat.Parse(EmailFormat.Load(payload), EmailFormat.Settings(settings)),
                false
            ),
            ["uptime-kuma"] = new(IntegrationType.UptimeKuma, UptimeKumaFormat.Parse, false),
        };
}
