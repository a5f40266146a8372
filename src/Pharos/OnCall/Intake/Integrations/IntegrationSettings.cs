using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>The settings of an integration, depending on its type.</summary>
public sealed record IntegrationSettings
{
    private const long DefaultInterval = 300;
    private const long MinInterval = 10;
    private const long MaxInterval = 7 * 24 * 3600;

    /// <summary>The space that gets all events; absent or 0 for a shared integration, whose route decides.</summary>
    public long? ChannelId { get; set; }

    /// <summary>
    /// For a heartbeat: the seconds without a ping after which it is missing, from 10 to 604,800; 300 if absent.
    /// </summary>
    public long? IntervalSeconds { get; set; }

    /// <summary>For a heartbeat: the severity of the alert when it is missing; <c>Critical</c> if absent.</summary>
    public EventStatus? Severity { get; set; }

    /// <summary>For email: what the emails mean; every one is an alert if absent.</summary>
    public EmailSettingsFields? Email { get; set; }

    public static IntegrationSettings Parse(string json) =>
        JsonSerializer.Deserialize<IntegrationSettings>(json, WireJson.Options)!;

    public string ToJson() => JsonSerializer.Serialize(this with { ChannelId = null }, WireJson.Options);

    /// <summary>Validates the settings and adds the defaults of the type.</summary>
    internal IntegrationSettings Check(IntegrationType type)
    {
        var isHeartbeat = type == IntegrationType.Heartbeat;
        if (!isHeartbeat && IntervalSeconds is not null)
            throw Errors.Invalid(IntegrationTexts.OnlyForHeartbeats, "settings.interval_seconds");
        if (!isHeartbeat && Severity is not null)
            throw Errors.Invalid(IntegrationTexts.OnlyForHeartbeats, "settings.severity");
        if (Severity == EventStatus.Ok)
            throw Errors.Invalid(IntegrationTexts.NotSeverity, "settings.severity");
        if (type != IntegrationType.Email && Email is not null)
            throw Errors.Invalid(IntegrationTexts.OnlyForEmail, "settings.email");
        Email?.Check("settings.email");
        return new IntegrationSettings
        {
            Email = Email,
            IntervalSeconds = isHeartbeat
                ? Validate.Range(
                    IntervalSeconds ?? DefaultInterval,
                    "settings.interval_seconds",
                    MinInterval,
                    MaxInterval
                )
                : null,
            Severity = isHeartbeat ? Severity ?? EventStatus.Critical : null,
        };
    }
}
