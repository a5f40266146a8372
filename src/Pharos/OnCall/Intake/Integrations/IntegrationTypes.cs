using System.Text.Json.Serialization;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>What an integration is for.</summary>
public enum IntegrationCategory
{
    [JsonStringEnumMemberName("event.alert")]
    Alert,

    [JsonStringEnumMemberName("event.change")]
    Change,

    /// <summary>Known to clients; this server has no such integrations.</summary>
    Im,
    Webhook,
    Other,
}

/// <summary>What the types of integrations have in common and what sets them apart.</summary>
internal static class IntegrationTypes
{
    public static IntegrationCategory Category(IntegrationType type) =>
        type == IntegrationType.Change ? IntegrationCategory.Change : IntegrationCategory.Alert;

    public static TextKey Name(IntegrationType type) =>
        type switch
        {
            IntegrationType.Standard => IntegrationTexts.TypeStandard,
            IntegrationType.Prometheus => IntegrationTexts.TypePrometheus,
            IntegrationType.Grafana => IntegrationTexts.TypeGrafana,
            IntegrationType.Zabbix => IntegrationTexts.TypeZabbix,
            IntegrationType.Pagerduty => IntegrationTexts.TypePagerDuty,
            IntegrationType.Opsgenie => IntegrationTexts.TypeOpsgenie,
            IntegrationType.UptimeKuma => IntegrationTexts.TypeUptimeKuma,
            IntegrationType.Email => IntegrationTexts.TypeEmail,
            IntegrationType.Heartbeat => IntegrationTexts.TypeHeartbeat,
            IntegrationType.Change => IntegrationTexts.TypeChange,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };

    /// <summary>
    /// The path, with the key, to which senders push. Null for email, whose address depends on the server's domain, and
    /// for the protocols that carry the key in the request.
    /// </summary>
    public static string PushPath(IntegrationType type, string key) =>
        type switch
        {
            IntegrationType.Change => $"/event/push/change/standard?integration_key={key}",
            IntegrationType.Heartbeat => $"/event/push/heartbeat?integration_key={key}",
            IntegrationType.Opsgenie => "/v2/alerts",
            _ => $"/event/push/alert/{WireName<IntegrationType>.ToWire(type)}?integration_key={key}",
        };
}
