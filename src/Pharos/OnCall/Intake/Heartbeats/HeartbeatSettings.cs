using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Heartbeats;

/// <summary>The settings of a heartbeat: a sender that is expected to call regularly.</summary>
public sealed record HeartbeatSettings
{
    public const long DefaultInterval = 300;
    public const long MinInterval = 30;
    public const long MaxInterval = 7 * 24 * 3600;

    /// <summary>Seconds within which the next call is expected.</summary>
    public long Interval { get; init; } = DefaultInterval;

    /// <summary>The severity of the alert if the call is missing.</summary>
    public EventStatus Severity { get; init; } = EventStatus.Critical;

    public static HeartbeatSettings Read(IntegrationRow integration) =>
        JsonSerializer.Deserialize<HeartbeatSettings>(integration.Settings, WireJson.Options) ?? new();
}
