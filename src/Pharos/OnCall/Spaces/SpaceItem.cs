using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.Platform.Members;

namespace Pharos.OnCall.Spaces;

/// <summary>A space, as the API returns it. Brief lists leave out what may be absent.</summary>
public sealed record SpaceItem
{
    public required long ChannelId { get; init; }
    public required string ChannelName { get; init; }
    public required string Description { get; init; }
    public required SpaceStatus Status { get; init; }
    public long? AccountId { get; init; }

    /// <summary>0 for none.</summary>
    public long? TeamId { get; init; }

    /// <summary>Empty for none.</summary>
    public string? TeamName { get; init; }
    public IReadOnlyList<long>? ManagingTeamIds { get; init; }
    public long? CreatorId { get; init; }
    public string? CreatorName { get; init; }
    public long? CreatedAt { get; init; }
    public long? UpdatedAt { get; init; }

    /// <summary>Seconds; 0 for never.</summary>
    public long? AutoResolveTimeout { get; init; }
    public AutoResolveMode? AutoResolveMode { get; init; }
    public bool? IsPrivate { get; init; }
    public bool? DisableOutlierDetection { get; init; }
    public bool? DisableAutoClose { get; init; }
    public GroupFields? Group { get; init; }
    public FlappingFields? Flapping { get; init; }

    /// <summary>The number of open incidents by progress.</summary>
    public OpenIncidents? ProgressToIncidentCnts { get; init; }

    /// <summary>The highest severity among open incidents; empty without open incidents.</summary>
    public string? ActiveIncidentHighestSeverity { get; init; }

    /// <summary>0 if there was none.</summary>
    public long? LastIncidentAt { get; init; }

    /// <summary>Whether the caller has starred it.</summary>
    public bool? IsStarred { get; init; }
    public bool? IsExternalReportEnabled { get; init; }
}

/// <summary>Whether a space takes alerts.</summary>
public enum SpaceStatus
{
    Enabled,
    Disabled,
}

public sealed record OpenIncidents
{
    [System.Text.Json.Serialization.JsonPropertyName("Triggered")]
    public required long Triggered { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("Processing")]
    public required long Processing { get; init; }
}

/// <summary>Maps rows of spaces.</summary>
internal static class SpaceItems
{
    public static SpaceStatus Status(bool isDisabled) => isDisabled ? SpaceStatus.Disabled : SpaceStatus.Enabled;

    public static SpaceItem Brief(SpaceRow row) =>
        new()
        {
            ChannelId = row.SpaceId,
            ChannelName = row.Name,
            Description = row.Description,
            Status = Status(row.IsDisabled),
        };

    public static async Task<List<SpaceItem>> Full(
        PharosDb db,
        Caller caller,
        IReadOnlyList<SpaceRow> rows,
        CancellationToken cancel
    )
    {
        var ids = rows.Select(r => r.SpaceId).ToList();
        var open = await Open(db, ids, cancel);
        var creators = await MemberReader.Names(db, caller, [.. rows.Select(r => r.CreatorId).Distinct()], cancel);
        var teams = await SpaceTeams.Names(
            db,
            caller,
            [.. rows.SelectMany(r => r.ManagingTeamIds.Append(r.TeamId ?? 0)).Distinct()],
            cancel
        );
        var starred = await Starred(db, caller).Where(id => EF.Parameter(ids).Contains(id)).ToHashSetAsync(cancel);
        return
        [
            .. rows.Select(row =>
            {
                var counts = open.GetValueOrDefault(row.SpaceId, []);
                return Brief(row) with
                {
                    AccountId = row.AccountId,
                    TeamId = row.TeamId ?? 0,
                    TeamName = teams.GetValueOrDefault(row.TeamId ?? 0, ""),
                    ManagingTeamIds = [.. row.ManagingTeamIds.Where(teams.ContainsKey)],
                    CreatorId = row.CreatorId,
                    CreatorName = creators.GetValueOrDefault(row.CreatorId, ""),
                    CreatedAt = row.CreatedAt,
                    UpdatedAt = row.UpdatedAt,
                    AutoResolveTimeout = row.AutoResolveSeconds,
                    AutoResolveMode = row.AutoResolveMode,
                    IsPrivate = row.IsPrivate,
                    DisableOutlierDetection = !row.MarksRare,
                    DisableAutoClose = !row.ClosesOnRecovery,
                    Group = SpaceSettings.Grouping(row),
                    Flapping = SpaceSettings.Flapping(row),
                    ProgressToIncidentCnts = new OpenIncidents
                    {
                        Triggered = Count(counts, IncidentProgress.Triggered),
                        Processing = Count(counts, IncidentProgress.Processing),
                    },
                    ActiveIncidentHighestSeverity =
                        counts.Count == 0 ? "" : WireName<EventStatus>.ToWire(counts.Min(c => c.Severity)),
                    LastIncidentAt = row.LastIncidentAt ?? 0,
                    IsStarred = starred.Contains(row.SpaceId),
                    IsExternalReportEnabled = row.ReportTokenHash is not null,
                };
            }),
        ];
    }

    /// <summary>The spaces that the caller has starred.</summary>
    public static IQueryable<long> Starred(PharosDb db, Caller caller) =>
        db.SpaceStars.Where(s => s.MemberId == caller.MemberId).Select(s => s.SpaceId);

    private static long Count(List<OpenCount> counts, IncidentProgress progress) =>
        counts.Where(c => c.Progress == progress).Sum(c => c.Count);

    private static async Task<Dictionary<long, List<OpenCount>>> Open(
        PharosDb db,
        List<long> spaceIds,
        CancellationToken cancel
    )
    {
        var counts = await db
            .Incidents.Where(i =>
                i.SpaceId != null
                && EF.Parameter(spaceIds).Contains(i.SpaceId.Value)
                && (i.Progress == IncidentProgress.Triggered || i.Progress == IncidentProgress.Processing)
            )
            .GroupBy(i => new
            {
                i.SpaceId,
                i.Progress,
                i.Severity,
            })
            .Select(g => new OpenCount(g.Key.SpaceId!.Value, g.Key.Progress, g.Key.Severity, g.LongCount()))
            .ToListAsync(cancel);
        return counts.GroupBy(c => c.SpaceId).ToDictionary(g => g.Key, g => g.ToList());
    }

    private sealed record OpenCount(long SpaceId, IncidentProgress Progress, EventStatus Severity, long Count);
}
