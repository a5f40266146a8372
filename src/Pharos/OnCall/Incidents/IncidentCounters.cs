using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Incidents;

/// <summary>What incidents derive from their alerts.</summary>
internal static class IncidentCounters
{
    /// <summary>
    /// Counts the alerts of incidents and derives status and severity. The alerts must be saved. An incident that has
    /// no
    /// alerts keeps what it has.
    /// </summary>
    public static async Task Recount(PharosDb db, IReadOnlyCollection<IncidentRow> incidents, CancellationToken cancel)
    {
        var ids = incidents.Select(i => i.IncidentId).ToList();
        var counts = await db
            .Alerts.AsNoTracking()
            .Where(a => EF.Parameter(ids).Contains(a.IncidentId!))
            .GroupBy(a => a.IncidentId!)
            .Select(g => new
            {
                IncidentId = g.Key,
                Alerts = g.LongCount(),
                Active = g.LongCount(a => a.IsOpen),
                Events = g.Sum(a => a.EventCount),
                LastTime = g.Max(a => a.LastTime),
                // 3 for critical down to 0 for recovered.
                Status = g.Max(a =>
                    a.Status == EventStatus.Critical ? 3
                    : a.Status == EventStatus.Warning ? 2
                    : a.Status == EventStatus.Info ? 1
                    : 0
                ),
                Severity = g.Max(a =>
                    a.Severity == EventStatus.Critical ? 3
                    : a.Severity == EventStatus.Warning ? 2
                    : 1
                ),
            })
            .ToDictionaryAsync(c => c.IncidentId, StringComparer.Ordinal, cancel);
        foreach (var incident in incidents)
        {
            var count = counts.GetValueOrDefault(incident.IncidentId);
            (incident.AlertCount, incident.ActiveAlertCount, incident.EventCount) = (
                count?.Alerts ?? 0,
                count?.Active ?? 0,
                count?.Events ?? 0
            );
            if (count is null)
                continue;
            incident.Status = FromRank(count.Status);
            incident.LastTime = Math.Max(incident.LastTime, count.LastTime);
            incident.Severity = Severities.OfIncident(
                incident.Severity,
                FromRank(count.Severity),
                incident.ManualOverrides.Contains(IncidentOverrides.Severity)
            );
        }
    }

    private static EventStatus FromRank(int rank) =>
        rank switch
        {
            3 => EventStatus.Critical,
            2 => EventStatus.Warning,
            1 => EventStatus.Info,
            _ => EventStatus.Ok,
        };
}
