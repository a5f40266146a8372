using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Alerts;

/// <summary>Reads alerts as a caller may see them.</summary>
internal static class AlertReader
{
    /// <summary>The alerts that the caller may see; not tracked.</summary>
    public static async Task<IQueryable<AlertRow>> For(OperationContext op) =>
        Within(op.Db.Alerts, op.Caller, await SpaceAccess.For(op.Db, op.Caller, op.Cancel));

    /// <summary>Those of some rows that the caller may see; not tracked.</summary>
    public static IQueryable<AlertRow> Within(IQueryable<AlertRow> rows, Caller caller, SpaceAccess access)
    {
        var alerts = rows.AsNoTracking().Where(a => a.AccountId == caller.AccountId);
        return access.HiddenIds.Count == 0
            ? alerts
            : alerts.Where(a => !EF.Parameter(access.HiddenIds).Contains(a.SpaceId));
    }

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<AlertRow> Find(OperationContext op, string alertId) =>
        await (await For(op)).SingleOrDefaultAsync(a => a.AlertId == alertId, op.Cancel)
        ?? throw Errors.NotFound("alert_id");

    /// <summary>Maps rows, in their order.</summary>
    /// <param name="withEvents">Whether each alert contains its latest events.</param>
    public static async Task<List<AlertItem>> Items(
        PharosDb db,
        IReadOnlyList<AlertRow> rows,
        bool withEvents,
        CancellationToken cancel
    )
    {
        if (rows.Count == 0)
            return [];
        var incidentIds = rows.Select(r => r.IncidentId).OfType<string>().Distinct().ToList();
        var names = new Names(
            await SpaceName.Read(db, rows.Select(r => r.SpaceId), cancel),
            await IntegrationName.Read(db, rows.Select(r => r.IntegrationId), cancel),
            await Incidents(db, incidentIds, cancel),
            await IncidentPeople.Responders(db, incidentIds, cancel),
            withEvents ? await AlertEvents.Latest(db, [.. rows.Select(r => r.AlertId)], cancel) : null
        );
        return [.. rows.Select(row => Item(row, names))];
    }

    private static AlertItem Item(AlertRow row, Names names)
    {
        var source = names.Integrations.GetValueOrDefault(row.IntegrationId) ?? IntegrationName.Unknown;
        var space = names.Spaces[row.SpaceId];
        var responder = row.IncidentId is { } id ? names.Responders[id].FirstOrDefault() : null;
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
            IntegrationType = source.Type,
            IntegrationRefId = source.RefId,
            ChannelName = space.Name,
            ChannelStatus = space.Status,
            ResponderName = responder?.PersonName ?? "",
            ResponderEmail = responder?.Email ?? "",
            EventCnt = row.EventCount,
            Images = row.Images,
            DataSourceName = source.Name,
            DataSourceType = source.Type,
            DataSourceRefId = source.RefId,
            Incident = row.IncidentId is { } incidentId ? names.Incidents.GetValueOrDefault(incidentId) : null,
            Events = names.Events is null
                ? null
                : [.. names.Events[row.AlertId].Select(e => AlertEvents.Item(row, e, source.Type))],
        };
    }

    private static async Task<Dictionary<string, IncidentShort>> Incidents(
        PharosDb db,
        IReadOnlyList<string> ids,
        CancellationToken cancel
    ) =>
        ids.Count == 0
            ? []
            : await db
                .Incidents.AsNoTracking()
                .Where(i => EF.Parameter(ids).Contains(i.IncidentId))
                .Select(i => new IncidentShort(i.IncidentId, i.Title, i.Progress))
                .ToDictionaryAsync(i => i.IncidentId, StringComparer.Ordinal, cancel);

    /// <summary>What the alerts of a list refer to.</summary>
    private sealed record Names(
        Dictionary<long, SpaceName> Spaces,
        Dictionary<long, IntegrationName> Integrations,
        Dictionary<string, IncidentShort> Incidents,
        ILookup<string, IncidentResponder> Responders,
        ILookup<string, AlertEventRow>? Events
    );
}
