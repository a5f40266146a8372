using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.OnCall.Alerts;

/// <summary>Reads the events of alerts.</summary>
internal static class AlertEvents
{
    /// <summary>The number of events that an alert shows.</summary>
    private const int MaxShown = 20;

    /// <summary>The latest events of each alert, newest first.</summary>
    public static async Task<ILookup<string, AlertEventRow>> Latest(
        PharosDb db,
        IReadOnlyList<string> alertIds,
        CancellationToken cancel
    )
    {
        // An alert can have very many events. The index finds the time of the oldest one to show.
        var rows = await db
            .Alerts.AsNoTracking()
            .Where(a => EF.Parameter(alertIds).Contains(a.AlertId))
            .Join(db.AlertEvents.AsNoTracking(), a => a.AlertId, e => e.AlertId, (a, e) => new { a.AlertId, Event = e })
            .Where(x =>
                x.Event.Time
                >= db.AlertEvents.Where(e => e.AlertId == x.AlertId)
                    .OrderByDescending(e => e.Time)
                    .Select(e => e.Time)
                    .Skip(MaxShown - 1)
                    .FirstOrDefault()
            )
            .Select(x => x.Event)
            .ToListAsync(cancel);
        return rows.GroupBy(e => e.AlertId, StringComparer.Ordinal)
            .SelectMany(alert =>
                alert
                    .OrderByDescending(e => e.Time)
                    .ThenByDescending(e => e.EventId, StringComparer.Ordinal)
                    .Take(MaxShown)
            )
            .ToLookup(e => e.AlertId, StringComparer.Ordinal);
    }

    public static AlertEventItem Item(AlertRow alert, AlertEventRow row, string integrationType) =>
        new()
        {
            EventId = row.EventId,
            AlertId = row.AlertId,
            AccountId = row.AccountId,
            ChannelId = alert.SpaceId,
            IntegrationId = alert.IntegrationId,
            IntegrationType = integrationType,
            DataSourceId = alert.IntegrationId,
            Title = row.Title,
            TitleRule = row.TitleRule,
            Description = row.Description,
            AlertKey = alert.AlertKey,
            EventSeverity = row.Status,
            EventStatus = row.Status,
            EventTime = row.Time,
            Labels = row.Labels,
            Images = row.Images,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.CreatedAt,
        };
}
