using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>A space's grouping with the open incidents that alerts can join.</summary>
internal sealed class IncidentGrouping
{
    private readonly Grouping grouping;
    private readonly List<GroupCandidate> candidates;

    private IncidentGrouping(Grouping grouping, List<GroupCandidate> candidates) =>
        (this.grouping, this.candidates) = (grouping, candidates);

    public GroupMethod Method => grouping.Method;
    public IReadOnlyList<int> StormThresholds => grouping.StormThresholds;

    /// <param name="touched">Incidents of this transaction, whose rows are newer than the database's.</param>
    public static async Task<IncidentGrouping> Load(
        PharosDb db,
        SpaceRow space,
        IEnumerable<IncidentRow> touched,
        CancellationToken cancel
    )
    {
        var settings = Grouping.Parse(
            JsonSerializer.Deserialize<GroupFields>(space.Grouping, WireJson.Options),
            "group"
        );
        if (settings.Method == GroupMethod.N)
            return new IncidentGrouping(settings, []);
        var rows = await db
            .Incidents.AsNoTracking()
            .Where(i => i.SpaceId == space.SpaceId && i.Progress != IncidentProgress.Closed && i.CanMerge)
            .OrderByDescending(i => i.LastMergeTime)
            .ThenByDescending(i => i.IncidentId)
            .Take(Grouping.MaxCandidates)
            .ToListAsync(cancel);
        var current = touched
            .Where(i => i.SpaceId == space.SpaceId)
            .ToDictionary(i => i.IncidentId, StringComparer.Ordinal);
        return new IncidentGrouping(
            settings,
            [
                .. rows.Select(r => current.GetValueOrDefault(r.IncidentId) ?? r)
                    .Where(r => r.Progress != IncidentProgress.Closed)
                    .Select(r => Candidate(settings, r, null)),
            ]
        );
    }

    /// <summary>The incident that an alert joins; null if it starts one.</summary>
    /// <param name="now">Unix seconds.</param>
    public string? Choose(FilterSubject alert, long now) => grouping.Join(alert, candidates, now)?.IncidentId;

    public IReadOnlyList<string> Digests(FilterSubject alert) => grouping.Digests(alert);

    /// <summary>Notes that an alert has joined an incident or started it.</summary>
    public void Joined(IncidentRow incident, FilterSubject alert)
    {
        if (grouping.Method == GroupMethod.N)
            return;
        var at = candidates.FindIndex(c => c.IncidentId == incident.IncidentId);
        var candidate = Candidate(grouping, incident, at < 0 ? alert : null);
        if (at < 0)
            candidates.Insert(0, candidate);
        else
            candidates[at] = candidates[at] with
            {
                LastMergeTime = incident.LastMergeTime,
                AlertCount = (int)incident.AlertCount,
            };
    }

    /// <summary>Notes that an incident takes no more alerts.</summary>
    public void Closed(IncidentRow incident) => candidates.RemoveAll(c => c.IncidentId == incident.IncidentId);

    /// <param name="first">The incident's first alert, if known; otherwise the incident stands for it.</param>
    private static GroupCandidate Candidate(Grouping grouping, IncidentRow incident, FilterSubject? first) =>
        new()
        {
            IncidentId = incident.IncidentId,
            StartTime = incident.StartTime,
            LastMergeTime = incident.LastMergeTime,
            AlertCount = (int)incident.AlertCount,
            IsMergeDisabled = !incident.CanMerge,
            Digests = incident.GroupDigests,
            Profile =
                grouping.Method == GroupMethod.I ? grouping.Profile(first ?? IncidentSubject.For(incident)) : null,
        };
}
