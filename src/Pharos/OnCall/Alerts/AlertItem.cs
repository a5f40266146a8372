using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Alerts;

/// <summary>An alert as the API returns it.</summary>
public sealed record AlertItem
{
    public required string AlertId { get; init; }
    public required long IntegrationId { get; init; }

    /// <summary>The old name of the integration's ID.</summary>
    public required long DataSourceId { get; init; }
    public required long ChannelId { get; init; }
    public required long AccountId { get; init; }
    public required string Title { get; init; }
    public required string TitleRule { get; init; }
    public required string Description { get; init; }
    public required string AlertKey { get; init; }
    public required EventStatus AlertSeverity { get; init; }
    public required EventStatus AlertStatus { get; init; }
    public required long StartTime { get; init; }
    public required long LastTime { get; init; }
    public required long EndTime { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required bool EverMuted { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public required string IntegrationName { get; init; }
    public required string IntegrationType { get; init; }
    public required string IntegrationRefId { get; init; }
    public required string ChannelName { get; init; }
    public required string ChannelStatus { get; init; }

    /// <summary>The first responder of the alert's incident; empty without one.</summary>
    public required string ResponderName { get; init; }
    public required string ResponderEmail { get; init; }
    public required long EventCnt { get; init; }
    public required IReadOnlyList<EventImage> Images { get; init; }
    public required string DataSourceName { get; init; }
    public required string DataSourceType { get; init; }
    public required string DataSourceRefId { get; init; }

    /// <summary>Absent if the alert belongs to no incident.</summary>
    public IncidentShort? Incident { get; init; }

    /// <summary>The latest events; absent unless requested.</summary>
    public IReadOnlyList<AlertEventItem>? Events { get; init; }
}

/// <summary>An incident's name and state.</summary>
public sealed record IncidentShort(string IncidentId, string Title, IncidentProgress Progress);

/// <summary>An event of an alert as the API returns it.</summary>
public sealed record AlertEventItem
{
    public required string EventId { get; init; }
    public required string AlertId { get; init; }
    public required long AccountId { get; init; }
    public required long ChannelId { get; init; }
    public required long IntegrationId { get; init; }
    public required string IntegrationType { get; init; }

    /// <summary>The old name of the integration's ID.</summary>
    public required long DataSourceId { get; init; }
    public required string Title { get; init; }
    public required string TitleRule { get; init; }
    public required string Description { get; init; }
    public required string AlertKey { get; init; }
    public required EventStatus EventSeverity { get; init; }
    public required EventStatus EventStatus { get; init; }
    public required long EventTime { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required IReadOnlyList<EventImage> Images { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; init; }
}
