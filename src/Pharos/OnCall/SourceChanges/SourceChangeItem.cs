using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.SourceChanges;

/// <summary>A change of the monitored systems as the API returns it. Times are unix seconds.</summary>
public sealed record SourceChangeItem
{
    private const int MaxEvents = 20;

    public required string ChangeId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>0 for a shared integration.</summary>
    public required long ChannelId { get; init; }
    public required string ChannelName { get; init; }

    /// <summary><c>enabled</c> or <c>disabled</c>; empty outside any channel.</summary>
    public required string ChannelStatus { get; init; }
    public required long IntegrationId { get; init; }
    public required string IntegrationName { get; init; }
    public required string ChangeKey { get; init; }
    public required ChangeStatus ChangeStatus { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required string Link { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required long StartTime { get; init; }
    public required long LastTime { get; init; }

    /// <summary>When it was done or canceled; 0 before.</summary>
    public required long EndTime { get; init; }

    /// <summary>The latest events, newest first; absent unless requested.</summary>
    public IReadOnlyList<SourceChangeEventItem>? Events { get; init; }

    internal static SourceChangeItem From(
        SourceChangeRow row,
        SpaceName space,
        IntegrationName integration,
        bool withEvents
    ) =>
        new()
        {
            ChangeId = row.ChangeId,
            AccountId = row.AccountId,
            ChannelId = row.SpaceId,
            ChannelName = space.Name,
            ChannelStatus = space.Status,
            IntegrationId = row.IntegrationId,
            IntegrationName = integration.Name,
            ChangeKey = row.ChangeKey,
            ChangeStatus = row.Status,
            Title = row.Title,
            Description = row.Description,
            Link = row.Link,
            Labels = row.Labels,
            StartTime = row.StartTime,
            LastTime = row.LastTime,
            EndTime = row.EndTime,
            Events = withEvents ? LatestEvents(row) : null,
        };

    private static List<SourceChangeEventItem> LatestEvents(SourceChangeRow row) =>
        [
            .. JsonSerializer
                .Deserialize<List<SourceChangeEvent>>(row.Events, WireJson.Options)!
                .TakeLast(MaxEvents)
                .Reverse()
                .Select(e => new SourceChangeEventItem
                {
                    EventId = e.EventId,
                    AccountId = row.AccountId,
                    ChannelId = row.SpaceId,
                    IntegrationId = row.IntegrationId,
                    ChangeKey = row.ChangeKey,
                    ChangeStatus = e.ChangeStatus,
                    Title = e.Title,
                    Description = e.Description,
                    Link = e.Link,
                    Labels = e.Labels,
                    EventTime = e.EventTime,
                }),
        ];
}

/// <summary>An event of a change as the API returns it.</summary>
public sealed record SourceChangeEventItem
{
    public required string EventId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>0 for a shared integration.</summary>
    public required long ChannelId { get; init; }
    public required long IntegrationId { get; init; }
    public required string ChangeKey { get; init; }
    public required ChangeStatus ChangeStatus { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required string Link { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long EventTime { get; init; }
}
