using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>
/// The active alerts of spaces, for rules that inhibit others. Read once per transaction and then kept up.
/// </summary>
internal sealed class ActiveAlerts
{
    /// <summary>The newest active alerts that are looked at.</summary>
    private const int Most = 1000;

    private readonly Dictionary<long, List<InhibitSource>> bySpace = [];

    public async Task<IReadOnlyList<InhibitSource>> In(PharosDb db, long spaceId, CancellationToken cancel)
    {
        if (bySpace.TryGetValue(spaceId, out var known))
            return known;
        var rows = await db
            .Alerts.AsNoTracking()
            .Where(a => a.SpaceId == spaceId && a.IsOpen)
            .OrderByDescending(a => a.LastTime)
            .Take(Most)
            .Select(a => new
            {
                Alert = a,
                IsAcknowledged = db.Incidents.Any(i =>
                    i.IncidentId == a.IncidentId && i.Progress == IncidentProgress.Processing
                ),
            })
            .ToListAsync(cancel);
        return bySpace[spaceId] = [.. rows.Select(r => Source(r.Alert, r.IsAcknowledged))];
    }

    /// <summary>Notes what an event did to an alert.</summary>
    public void Note(AlertRow alert)
    {
        if (!bySpace.TryGetValue(alert.SpaceId, out var sources))
            return;
        var at = sources.FindIndex(s => s.AlertId == alert.AlertId);
        var source = Source(alert, at >= 0 && sources[at].IsAcknowledged);
        if (at >= 0)
            sources[at] = source;
        else
            sources.Insert(0, source);
    }

    private static InhibitSource Source(AlertRow alert, bool isAcknowledged) =>
        new(alert.AlertId, AlertSubject.For(alert), alert.LastTime, !alert.IsOpen, isAcknowledged);
}
