using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Spaces;
using Pharos.Platform.Accounts;
using Pharos.Web;

namespace Pharos.OnCall.Incidents;

/// <summary>Reads incidents as a caller may see them.</summary>
internal static class IncidentReader
{
    /// <summary>The incidents that the caller may see; not tracked.</summary>
    public static async Task<IQueryable<IncidentRow>> For(OperationContext op) =>
        IncidentAccess.For(op.Db, op.Caller, await SpaceAccess.For(op.Db, op.Caller, op.Cancel)).AsNoTracking();

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<IncidentRow> Find(OperationContext op, string incidentId, string field = "incident_id") =>
        await (await For(op)).SingleOrDefaultAsync(i => i.IncidentId == incidentId, op.Cancel)
        ?? throw Errors.NotFound(field);

    /// <summary>Maps rows of the caller's account, in their order.</summary>
    public static async Task<List<IncidentItem>> Items(OperationContext op, IReadOnlyList<IncidentRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var (db, caller, cancel) = op;
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountId == caller.AccountId, cancel);
        var names = new Names(
            account,
            // Outside the server there is no address, so links are paths.
            op.Services?.GetService<PublicAddress>()?.Url
                ?? "",
            await SpaceName.Read(db, rows.Select(r => r.SpaceId).OfType<long>(), cancel),
            await IntegrationName.Read(db, rows.SelectMany(r => r.IntegrationIds), cancel),
            await IncidentPeople.Responders(db, [.. rows.Select(r => r.IncidentId)], cancel),
            await IncidentPeople.Members(
                db,
                caller.AccountId,
                rows.SelectMany(r => new[] { r.CreatorId, r.CloserId, r.OwnerId }),
                cancel
            ),
            await IncidentFrequencies.Read(op, rows)
        );
        return [.. rows.Select(row => Item(row, names))];
    }

    private static IncidentItem Item(IncidentRow row, Names names)
    {
        var space = row.SpaceId is { } spaceId ? names.Spaces[spaceId] : SpaceName.None;
        var types = row.IntegrationIds.Select(names.TypeOf).Where(type => type.Length > 0).Distinct().ToList();
        var type = row.IntegrationId is { } integrationId ? names.TypeOf(integrationId) : "";
        return new IncidentItem
        {
            IncidentId = row.IncidentId,
            AccountId = row.AccountId,
            ChannelId = row.SpaceId ?? 0,
            IntegrationId = row.IntegrationId ?? 0,
            IntegrationIds = row.IntegrationIds,
            IntegrationTypes = types,
            DedupKey = row.DedupKey,
            EqualsMd5 = row.GroupDigests.FirstOrDefault() ?? "",
            StartTime = row.StartTime,
            EndTime = row.EndTime,
            LastTime = row.LastTime,
            AckTime = row.AckTime,
            CloseTime = row.CloseTime,
            CreatorId = row.CreatorId,
            CloserId = row.CloserId,
            OwnerId = row.OwnerId,
            IncidentStatus = row.Status,
            IncidentSeverity = row.Severity,
            Progress = row.Progress,
            Title = row.Title,
            Description = row.Description,
            AiSummary = "",
            Impact = row.Impact,
            RootCause = row.RootCause,
            Resolution = row.Resolution,
            Num = row.Num,
            Frequency =
                row.IsRare ? IncidentFrequency.Rare
                : names.Frequent.Contains(row.IncidentId) ? IncidentFrequency.Frequent
                : null,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            SnoozedBefore = row.SnoozedUntil,
            GroupMethod = row.GroupMethod,
            EverMuted = row.EverMuted,
            Labels = row.Labels,
            Fields = JsonSerializer.Deserialize<JsonElement>(row.Fields),
            AssignedTo = IncidentAssignment.Parse(row.Assignment),
            AlertCnt = row.AlertCount,
            ActiveAlertCnt = row.ActiveAlertCount,
            AlertEventCnt = row.EventCount,
            Alerts = [],
            Closer = names.Members.GetValueOrDefault(row.CloserId),
            Creator = names.Members.GetValueOrDefault(row.CreatorId),
            Owner = names.Members.GetValueOrDefault(row.OwnerId),
            Responders = [.. names.Responders[row.IncidentId]],
            AccountName = names.Account.Name,
            AccountLocale = names.Account.Locale,
            AccountTimeZone = names.Account.TimeZone,
            ChannelName = space.Name,
            ChannelStatus = space.Status,
            DetailUrl = $"{names.Address}/console/incidents/{row.IncidentId}",
            SilenceUrl = SilenceUrl(row, names.Address),
            IntegrationType = type,
            PostMortemId = "",
            Images = row.Images,
            ManualOverrides = row.ManualOverrides,
            DataSourceId = row.IntegrationId ?? 0,
            DataSourceIds = row.IntegrationIds,
            DataSourceType = type,
            DataSourceTypes = types,
        };
    }

    private static string SilenceUrl(IncidentRow row, string address) =>
        row.SpaceId is { } spaceId
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{address}/console/spaces/{spaceId}/silences?from_incident={row.IncidentId}"
            )
            : "";

    /// <summary>What the incidents of a list refer to.</summary>
    /// <param name="Address">The server's URL, without a trailing slash; may be empty.</param>
    private sealed record Names(
        AccountRow Account,
        string Address,
        Dictionary<long, SpaceName> Spaces,
        Dictionary<long, IntegrationName> Integrations,
        ILookup<string, IncidentResponder> Responders,
        Dictionary<long, PersonShort> Members,
        HashSet<string> Frequent
    )
    {
        public string TypeOf(long integrationId) =>
            (Integrations.GetValueOrDefault(integrationId) ?? IntegrationName.Unknown).Type;
    }
}
