using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Incidents;

/// <summary>
/// An incident as the API returns it. Times are unix seconds; 0 means not yet. An ID of 0 means no member.
/// </summary>
public record IncidentItem
{
    public required string IncidentId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>0 outside any channel.</summary>
    public required long ChannelId { get; init; }

    /// <summary>The integration of the first alert; 0 if made by hand.</summary>
    public required long IntegrationId { get; init; }
    public required IReadOnlyList<long> IntegrationIds { get; init; }
    public required IReadOnlyList<string> IntegrationTypes { get; init; }

    /// <summary>The key of the first alert; empty if made by hand.</summary>
    public required string DedupKey { get; init; }

    /// <summary>A digest of the values that its alerts have in common; may be empty.</summary>
    public required string EqualsMd5 { get; init; }
    public required long StartTime { get; init; }
    public required long EndTime { get; init; }
    public required long LastTime { get; init; }
    public required long AckTime { get; init; }
    public required long CloseTime { get; init; }
    public required long CreatorId { get; init; }
    public required long CloserId { get; init; }
    public required long OwnerId { get; init; }
    public required EventStatus IncidentStatus { get; init; }
    public required EventStatus IncidentSeverity { get; init; }
    public required IncidentProgress Progress { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }

    /// <summary>Always empty.</summary>
    public required string AiSummary { get; init; }
    public required string Impact { get; init; }
    public required string RootCause { get; init; }
    public required string Resolution { get; init; }

    /// <summary>Six digits for people; not unique.</summary>
    public required string Num { get; init; }

    /// <summary>Absent if neither often nor rare.</summary>
    public IncidentFrequency? Frequency { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; init; }

    /// <summary>The end of the snooze.</summary>
    public required long SnoozedBefore { get; init; }

    /// <summary><c>n</c> not grouped, <c>p</c> by equality, <c>i</c> by similarity.</summary>
    public required GroupMethod GroupMethod { get; init; }
    public required bool EverMuted { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Values of custom fields by name.</summary>
    public required JsonElement Fields { get; init; }
    public required IncidentAssignment AssignedTo { get; init; }
    public required long AlertCnt { get; init; }
    public required long ActiveAlertCnt { get; init; }
    public required long AlertEventCnt { get; init; }

    /// <summary>Always empty; <c>/incident/alert/list</c> returns them.</summary>
    public required IReadOnlyList<AlertItem> Alerts { get; init; }
    public PersonShort? Closer { get; init; }
    public PersonShort? Creator { get; init; }
    public PersonShort? Owner { get; init; }
    public required IReadOnlyList<IncidentResponder> Responders { get; init; }
    public required string AccountName { get; init; }
    public required string AccountLocale { get; init; }
    public required string AccountTimeZone { get; init; }
    public required string ChannelName { get; init; }

    /// <summary><c>enabled</c> or <c>disabled</c>; empty outside any channel.</summary>
    public required string ChannelStatus { get; init; }

    /// <summary>The incident's page in the console.</summary>
    public required string DetailUrl { get; init; }

    /// <summary>The console page that silences alerts like these; empty outside any channel.</summary>
    public required string SilenceUrl { get; init; }
    public required string IntegrationType { get; init; }

    /// <summary>Always empty.</summary>
    public required string PostMortemId { get; init; }
    public required IReadOnlyList<EventImage> Images { get; init; }

    /// <summary>Fields set by hand, which no longer follow the alerts.</summary>
    public required IReadOnlyList<string> ManualOverrides { get; init; }

    /// <summary>The old name of <c>integration_id</c>.</summary>
    public required long DataSourceId { get; init; }
    public required IReadOnlyList<long> DataSourceIds { get; init; }
    public required string DataSourceType { get; init; }
    public required IReadOnlyList<string> DataSourceTypes { get; init; }
}
