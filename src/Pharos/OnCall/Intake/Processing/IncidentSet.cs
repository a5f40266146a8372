using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>The incidents that some events touch, and what the events do to them.</summary>
internal sealed class IncidentSet(PharosDb db, long accountId, SpaceSet spaces, TimeProvider clock)
{
    private readonly Dictionary<string, IncidentRow> loaded = new(StringComparer.Ordinal);
    private readonly HashSet<IncidentRow> changed = [];
    private readonly HashSet<IncidentRow> created = [];
    private readonly HashSet<IncidentRow> closed = [];
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
            loaded[incident.IncidentId] = incident;
    }

    /// <summary>Puts a new alert into an open incident that it resembles, or into a new one.</summary>
    public async Task Join(AlertRow alert, Arrival arrival, long now, CancellationToken cancel)
    {
        var space = spaces.Find(alert.SpaceId);
        var grouping = await Grouping(space, cancel);
        var incident = grouping.Choose(alert, arrival, now);
        if (incident is null)
        {
            if (!alert.IsOpen && alert.Status == EventStatus.Ok)
            {
                // The problem was over before it became known. It is kept as an alert; nobody has to respond.
                return;
            }

            incident = await Create(space, alert, arrival, grouping, now, cancel);
            grouping.Add(incident, alert);
        }
        else
        {
            incident.LastMergeTime = now;
            incident.UpdatedAt = now;
            await Storms(space, incident);
        }

        alert.IncidentId = incident.IncidentId;
        incident.AlertCount++;
        incident.EventCount += alert.EventCount;
        if (alert.IsOpen)
            incident.ActiveAlertCount++;
        if (!incident.IntegrationIds.Contains(alert.IntegrationId))
            incident.IntegrationIds = [.. incident.IntegrationIds, alert.IntegrationId];
        Follow(incident, alert);
        await Storms(space, incident);
    }

    /// <summary>Lets an incident follow an alert that got an event.</summary>
    /// <param name="wasOpen">Whether the alert was open before the event.</param>
    public void Update(AlertRow alert, bool wasOpen, bool isKept, long now)
    {
        if (alert.IncidentId is null || !loaded.TryGetValue(alert.IncidentId, out var incident))
            return;
        if (isKept)
            incident.EventCount++;
        incident.UpdatedAt = now;
        if (wasOpen && !alert.IsOpen)
            Recovered(incident, alert, now);
        Follow(incident, alert);
    }

    /// <summary>Counts an alert as over, because a newer one of the same key has replaced it.</summary>
    public void Replace(AlertRow alert, long now)
    {
        if (alert.IncidentId is not null && loaded.TryGetValue(alert.IncidentId, out var incident))
            Recovered(incident, alert, now);
    }

    /// <summary>Completes what depends on all alerts of an incident.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        if (changed.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
            await IncidentCounters.Recount(db, changed, cancel);
        }

        await IncidentClosing.CloseAlerts(db, clock, closed, 0, cancel);
        foreach (var incident in created)
        {
            if (incident.Progress != IncidentProgress.Closed)
                await AutoResolve.Schedule(db, incident, spaces.Find(incident.SpaceId!.Value), cancel);
        }
    }

    private void Recovered(IncidentRow incident, AlertRow alert, long now)
    {
        incident.ActiveAlertCount = Math.Max(0, incident.ActiveAlertCount - 1);
        if (incident.ActiveAlertCount > 0 || incident.Progress == IncidentProgress.Closed)
            return;
        incident.EndTime = alert.EndTime == 0 ? now : alert.EndTime;
        if (!spaces.Find(alert.SpaceId).ClosesOnRecovery || !IncidentActions.Close(incident, 0, now))
            return;
        closed.Add(incident);
        Record(incident, TimelineTypes.IncidentResolve, new ResolveDetail("event"));
    }

    private void Follow(IncidentRow incident, AlertRow alert)
    {
        changed.Add(incident);
        IncidentActions.RaiseSeverity(incident, alert.Severity);
        incident.LastTime = Math.Max(incident.LastTime, alert.LastTime);
        // The labels are those of the first alert.
        if (alert.AlertKey == incident.DedupKey && alert.IntegrationId == incident.IntegrationId)
            incident.Labels = alert.Labels;
    }

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
            GroupDigest = grouping.Digest(arrival),
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
        loaded[id] = incident;
        created.Add(incident);
        space.LastIncidentAt = now;
        Record(incident, TimelineTypes.IncidentNew, new IncidentNewDetail(incident.Severity, incident.Title));
        if (!await IncidentFlapping.Mutes(db, clock, space, incident, cancel))
            await RuleAssignment.Assign(db, clock, incident, spaces.Rules(space.SpaceId), now, cancel);
        return incident;
    }

    private async Task<IncidentGrouping> Grouping(SpaceRow space, CancellationToken cancel)
    {
        if (!groupings.TryGetValue(space.SpaceId, out var grouping))
            groupings[space.SpaceId] = grouping = await IncidentGrouping.Load(db, space, loaded, cancel);
        return grouping;
    }

    private void Record(IncidentRow incident, string type, object detail) =>
        Timelines.Add(db, clock, accountId, incident.IncidentId, type, detail);
}
