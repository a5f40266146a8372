using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Alerts;

/// <summary>Reads alerts as a caller may see them.</summary>
internal static class AlertReader
{
    /// <summary>The number of events that an alert shows.</summary>
    public const int MaxEvents = 20;

    /// <summary>The account's alerts in spaces that the caller may see.</summary>
    public static IQueryable<AlertRow> For(PharosDb db, Caller caller, SpaceAccess access)
    {
        var alerts = db.Alerts.AsNoTracking().Where(a => a.AccountId == caller.AccountId);
        return access.HiddenIds.Count == 0
            ? alerts
            : alerts.Where(a => !EF.Parameter(access.HiddenIds).Contains(a.SpaceId));
    }

    /// <summary>Maps rows, in their order.</summary>
    public static async Task<List<AlertItem>> Items(
        PharosDb db,
        IReadOnlyList<AlertRow> rows,
        bool withEvents,
        CancellationToken cancel
    )
    {
        if (rows.Count == 0)
            return [];
        var spaceIds = rows.Select(r => r.SpaceId).Distinct().ToList();
        var spaces = await db
            .Spaces.AsNoTracking()
            .Where(s => EF.Parameter(spaceIds).Contains(s.SpaceId))
            .ToDictionaryAsync(s => s.SpaceId, s => new { s.Name, s.IsDisabled }, cancel);
        var integrationIds = rows.Select(r => r.IntegrationId).Distinct().ToList();
        var integrations = await db
            .Integrations.AsNoTracking()
            .Where(i => EF.Parameter(integrationIds).Contains(i.IntegrationId))
            .Select(i => new SourceName(i.IntegrationId, i.Name, i.Type, i.RefId))
            .ToDictionaryAsync(i => i.IntegrationId, cancel);
        var incidentIds = rows.Select(r => r.IncidentId).OfType<string>().Distinct().ToList();
        var incidents = await db
            .Incidents.AsNoTracking()
            .Where(i => EF.Parameter(incidentIds).Contains(i.IncidentId))
            .Select(i => new IncidentShort(i.IncidentId, i.Title, i.Progress))
            .ToDictionaryAsync(i => i.IncidentId, cancel);
        var responders = await Responders(db, incidentIds, cancel);
        var events = new Dictionary<string, List<AlertEventRow>>(StringComparer.Ordinal);
        if (withEvents)
        {
            foreach (var row in rows)
                events[row.AlertId] = await db
                    .AlertEvents.AsNoTracking()
                    .Where(e => e.AlertId == row.AlertId)
                    .OrderByDescending(e => e.Time)
                    .ThenByDescending(e => e.EventId)
                    .Take(MaxEvents)
                    .ToListAsync(cancel);
        }

        return
        [
            .. rows.Select(row =>
            {
                var source =
                    integrations.GetValueOrDefault(row.IntegrationId)
                    ?? new SourceName(row.IntegrationId, "", IntegrationType.Standard, null);
                var space = spaces[row.SpaceId];
                var responder = row.IncidentId is { } id ? responders.GetValueOrDefault(id) : null;
                var type = WireName<IntegrationType>.ToWire(source.Type);
                return new AlertItem
                {
                    AlertId = row.AlertId,
                    IntegrationId = row.IntegrationId,
                    DataSourceId = row.IntegrationId,
                    ChannelId = row.SpaceId,
                    AccountId = row.AccountId,
                    Title = row.Title,
                    TitleRule = row.TitleRule,
                    Description = row.Description,
                    AlertKey = row.AlertKey,
                    AlertSeverity = row.Severity,
                    AlertStatus = row.Status,
                    StartTime = row.StartTime,
                    LastTime = row.LastTime,
                    EndTime = row.EndTime,
                    Labels = row.Labels,
                    EverMuted = row.EverMuted,
                    CreatedAt = row.CreatedAt,
                    UpdatedAt = row.UpdatedAt,
                    IntegrationName = source.Name,
                    IntegrationType = type,
                    IntegrationRefId = source.RefId ?? "",
                    ChannelName = space.Name,
                    ChannelStatus = space.IsDisabled ? "disabled" : "enabled",
                    ResponderName = responder?.Name ?? "",
                    ResponderEmail = responder?.Email ?? "",
                    EventCnt = row.EventCount,
                    Images = row.Images,
                    DataSourceName = source.Name,
                    DataSourceType = type,
                    DataSourceRefId = source.RefId ?? "",
                    Incident = row.IncidentId is { } incident ? incidents.GetValueOrDefault(incident) : null,
                    Events = withEvents ? [.. events[row.AlertId].Select(e => Event(row, e, type))] : null,
                };
            }),
        ];
    }

    public static AlertEventItem Event(AlertRow alert, AlertEventRow row, string integrationType) =>
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

    /// <summary>The first responder of each incident.</summary>
    private static async Task<Dictionary<string, Person>> Responders(
        PharosDb db,
        IReadOnlyList<string> incidentIds,
        CancellationToken cancel
    )
    {
        if (incidentIds.Count == 0)
            return [];
        var all = await db
            .IncidentResponders.AsNoTracking()
            .Where(r => EF.Parameter(incidentIds).Contains(r.IncidentId))
            .Join(
                db.Members,
                r => r.MemberId,
                m => m.MemberId,
                (r, m) => new { r.IncidentId, r.AssignedAt, Person = new Person(m.Name, m.Email) }
            )
            .ToListAsync(cancel);
        return all.GroupBy(r => r.IncidentId)
            .ToDictionary(g => g.Key, g => g.MinBy(r => r.AssignedAt)!.Person, StringComparer.Ordinal);
    }

    private sealed record Person(string Name, string Email);

    private sealed record SourceName(long IntegrationId, string Name, IntegrationType Type, string? RefId);
}
