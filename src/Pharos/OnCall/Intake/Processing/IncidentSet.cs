using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Incidents.Search;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>The incidents that some events touch, and what the events do to them.</summary>
internal sealed class IncidentSet(PharosDb db, long accountId, SpaceSet spaces, TimeProvider clock)
{
    private readonly Dictionary<string, IncidentRow> loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<(long? SpaceId, string DedupKey), List<IncidentRow>> byProblem = [];
    private readonly RuleAssignment assignment = new(db, clock, accountId);
    private readonly HashSet<IncidentRow> changed = [];
    private readonly HashSet<IncidentRow> created = [];
    private readonly HashSet<IncidentRow> closed = [];
    private readonly HashSet<IncidentRow> reworded = [];
    private readonly Dictionary<long, IncidentGrouping> groupings = [];

    public async Task Load(IEnumerable<string> ids, CancellationToken cancel)
    {
        var wanted = ids.Where(id => !loaded.ContainsKey(id)).ToList();
        if (wanted.Count == 0)
            return;
        await foreach (
            var incident in db
                .Incidents.Include(i => i.Responders)
                .Where(i => EF.Parameter(wanted).Contains(i.IncidentId))
                .AsAsyncEnumerable()
                .WithCancellation(cancel)
        )
            Keep(incident);
    }

    /// <summary>
    /// Puts an alert into an open incident that takes it, or into a new one. An alert that is already over starts no
    /// incident, because there is nothing to respond to.
    /// </summary>
    public async Task Join(AlertRow alert, Arrival arrival, CancellationToken cancel)
    {
        var space = spaces.Find(alert.SpaceId);
        var grouping = await Grouping(space, cancel);
        var now = clock.Seconds();
        var incident = grouping.Choose(arrival.Subject(), now) is { } id ? await Loaded(id, cancel) : null;
        if (incident is null)
        {
            if (!alert.IsOpen)
                return;
            incident = await Create(space, alert, arrival, grouping, now, cancel);
        }

        alert.IncidentId = incident.IncidentId;
        var before = (int)incident.AlertCount++;
        incident.EventCount += alert.EventCount;
        if (alert.IsOpen)
            incident.ActiveAlertCount++;
        if (!incident.IntegrationIds.Contains(alert.IntegrationId))
            incident.IntegrationIds = [.. incident.IntegrationIds, alert.IntegrationId];
        (incident.LastMergeTime, incident.UpdatedAt) = (now, now);
        Follow(incident, alert);
        grouping.Joined(incident, arrival.Subject());
        foreach (var threshold in StormThresholds.Reached(grouping.StormThresholds, before, before + 1))
        {
            incident.StormThreshold = threshold;
            Record(incident, TimelineTypes.IncidentStorm, new StormDetail(threshold));
        }
    }

    /// <summary>Lets an incident follow an alert that got an event.</summary>
    /// <param name="wasOpen">Whether the alert was open before the event.</param>
    /// <param name="isKept">Whether the event is kept as one of the alert's events.</param>
    public void Update(AlertRow alert, bool wasOpen, bool isKept)
    {
        if (alert.IncidentId is null || !loaded.TryGetValue(alert.IncidentId, out var incident))
            return;
        if (isKept)
            incident.EventCount++;
        incident.UpdatedAt = clock.Seconds();
        Follow(incident, alert);
        if (wasOpen && !alert.IsOpen)
            Recovered(incident, alert);
    }

    /// <summary>Counts an alert as over, because a newer one of its key has replaced it.</summary>
    public void Replaced(AlertRow alert)
    {
        if (alert.IncidentId is not null && loaded.TryGetValue(alert.IncidentId, out var incident))
            Recovered(incident, alert);
    }

    /// <summary>Completes what depends on all alerts of an incident.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        if (changed.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
            await IncidentCounters.Recount(db, changed, cancel);
        }

        await IncidentIndex.Update(db, reworded, cancel);
        await IncidentClosing.CloseAlerts(db, clock, closed, 0, cancel);
        foreach (var incident in created)
            await AutoResolve.Schedule(db, incident, spaces.Find(incident.SpaceId!.Value), cancel);
    }

    private void Recovered(IncidentRow incident, AlertRow alert)
    {
        var now = clock.Seconds();
        incident.ActiveAlertCount = Math.Max(0, incident.ActiveAlertCount - 1);
        if (incident.ActiveAlertCount > 0 || incident.Progress == IncidentProgress.Closed)
            return;
        var end = alert.EndTime == 0 ? now : alert.EndTime;
        var keepsOpen = !spaces.Find(alert.SpaceId).ClosesOnRecovery;
        var transition = IncidentStates.Apply(incident, now, state => state.Recover(end, keepsOpen, now));
        if (!transition.IsChange)
            return;
        closed.Add(incident);
        groupings.GetValueOrDefault(alert.SpaceId)?.Closed(incident);
        Record(incident, TimelineTypes.IncidentResolve, new ResolveDetail(ResolvedFrom.Event));
    }

    private void Follow(IncidentRow incident, AlertRow alert)
    {
        changed.Add(incident);
        incident.LastTime = Math.Max(incident.LastTime, alert.LastTime);
        if (alert.IsOpen)
            incident.EndTime = 0;
        // The labels are those of the first alert.
        if (alert.AlertKey != incident.DedupKey || alert.IntegrationId != incident.IntegrationId)
            return;
        if (!LabelsEqual(incident.Labels, alert.Labels))
            reworded.Add(incident);
        incident.Labels = alert.Labels;
    }

    private static bool LabelsEqual(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(l => other.TryGetValue(l.Key, out var value) && value == l.Value);

    private async Task<IncidentRow> Create(
        SpaceRow space,
        AlertRow alert,
        Arrival arrival,
        IncidentGrouping grouping,
        long now,
        CancellationToken cancel
    )
    {
        var id = Ids.NewObjectId(clock);
        var incident = new IncidentRow
        {
            IncidentId = id,
            Num = IncidentNumber.From(id),
            AccountId = accountId,
            SpaceId = space.SpaceId,
            DedupKey = alert.AlertKey,
            GroupMethod = grouping.Method,
            GroupDigests = [.. grouping.Digests(arrival.Subject())],
            Title = alert.Title,
            Description = alert.Description,
            Severity = alert.Severity,
            Status = alert.Status,
            Labels = alert.Labels,
            Images = alert.Images,
            StartTime = alert.StartTime,
            LastTime = alert.LastTime,
            LastMergeTime = now,
            IntegrationId = alert.IntegrationId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Incidents.Add(incident);
        created.Add(incident);
        reworded.Add(incident);
        List<IncidentRow> touched = [.. byProblem.GetValueOrDefault((incident.SpaceId, incident.DedupKey)) ?? []];
        Keep(incident);
        incident.IsRare = space.MarksRare && await RareIncidents.IsRare(db, space, incident, touched, cancel);
        space.LastIncidentAt = now;
        Record(incident, TimelineTypes.IncidentNew, new IncidentNewDetail(incident.Severity, incident.Title));
        if (!await IncidentFlapping.Mutes(db, clock, space, incident, touched, cancel))
            await assignment.Assign(incident, spaces.Rules(space.SpaceId), spaces.Zone, cancel);
        return incident;
    }

    private void Keep(IncidentRow incident)
    {
        loaded[incident.IncidentId] = incident;
        var problem = (incident.SpaceId, incident.DedupKey);
        if (!byProblem.TryGetValue(problem, out var known))
            byProblem[problem] = known = [];
        known.Add(incident);
    }

    private async Task<IncidentRow?> Loaded(string incidentId, CancellationToken cancel)
    {
        await Load([incidentId], cancel);
        return loaded.GetValueOrDefault(incidentId);
    }

    private async Task<IncidentGrouping> Grouping(SpaceRow space, CancellationToken cancel)
    {
        if (!groupings.TryGetValue(space.SpaceId, out var grouping))
            groupings[space.SpaceId] = grouping = await IncidentGrouping.Load(db, space, loaded.Values, cancel);
        return grouping;
    }

    private void Record(IncidentRow incident, string type, object detail) =>
        Timelines.Add(db, clock, accountId, incident.IncidentId, type, detail);
}
