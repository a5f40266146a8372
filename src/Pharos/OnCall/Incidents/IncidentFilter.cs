using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Incidents;

/// <summary>The filters of a list of incidents, without those by text.</summary>
internal sealed class IncidentFilter
{
    private readonly ListIncidentsRequest request;
    private readonly IReadOnlyList<IncidentProgress> progresses;
    private readonly IReadOnlyList<EventStatus> severities;
    private readonly IReadOnlyList<long> spaceIds;
    private readonly IReadOnlyList<long> teamIds;
    private readonly IReadOnlyList<long> responderIds;
    private readonly IReadOnlyList<long> ackerIds;
    private readonly IReadOnlyList<long> creatorIds;
    private readonly IReadOnlyList<long> closerIds;
    private readonly IReadOnlyList<string> incidentIds;
    private readonly IReadOnlyList<string> nums;

    private IncidentFilter(ListIncidentsRequest request)
    {
        this.request = request;
        progresses = CommaList.Parse<IncidentProgress>(request.Progress, "progress");
        severities = CommaList.Parse<EventStatus>(request.IncidentSeverity, "incident_severity");
        spaceIds = Validate.OptionalIds(request.ChannelIds, "channel_ids");
        teamIds = Validate.OptionalIds(request.TeamIds, "team_ids");
        responderIds = Validate.OptionalIds(request.ResponderIds, "responder_ids");
        ackerIds = Validate.OptionalIds(request.AckerIds, "acker_ids");
        creatorIds = Validate.OptionalIds(request.CreatorIds, "creator_ids");
        closerIds = Validate.OptionalIds(request.CloserIds, "closer_ids");
        incidentIds = request.IncidentIds is { Count: > 0 } ids ? Validate.ObjectIds(ids, "incident_ids") : [];
        nums =
        [
            .. (Validate.OptionalItems(request.Nums, "nums") ?? []).Select(
                (num, i) => Validate.Line(num, Validate.Index("nums", i), 6).ToUpperInvariant()
            ),
        ];
    }

    /// <exception cref="ApiException">A filter is malformed.</exception>
    public static IncidentFilter Check(ListIncidentsRequest request) => new(request);

    public async Task<IQueryable<IncidentRow>> Apply(
        IQueryable<IncidentRow> rows,
        OperationContext op,
        SpaceAccess access
    )
    {
        rows = await InSpaces(ByState(rows, op.Clock.Seconds()), op, access);
        rows = ByPeople(rows, op.Db, op.Caller.MemberId);
        if (incidentIds.Count > 0)
            rows = rows.Where(i => EF.Parameter(incidentIds).Contains(i.IncidentId));
        if (nums.Count > 0)
            rows = rows.Where(i => EF.Parameter(nums).Contains(i.Num));
        return await ByFields(rows, op);
    }

    private IQueryable<IncidentRow> ByState(IQueryable<IncidentRow> rows, long now)
    {
        if (progresses.Count > 0)
            rows = rows.Where(i => progresses.Contains(i.Progress));
        if (severities.Count > 0)
            rows = rows.Where(i => severities.Contains(i.Severity));
        if (request.IsSnoozed is { } snoozed)
            rows = snoozed ? rows.Where(i => i.SnoozedUntil > now) : rows.Where(i => i.SnoozedUntil <= now);
        if (request.EverMuted is { } muted)
            rows = rows.Where(i => i.EverMuted == muted);
        if (request.IsRare == true)
            rows = rows.Where(i => i.IsRare);
        return rows;
    }

    private async Task<IQueryable<IncidentRow>> InSpaces(
        IQueryable<IncidentRow> rows,
        OperationContext op,
        SpaceAccess access
    )
    {
        if (spaceIds.Count > 0)
            rows = rows.Where(i => EF.Parameter(spaceIds).Contains(i.SpaceId!.Value));
        if (teamIds.Count == 0 && request.IsMyTeam != true && request.IsMyChannel != true)
            return rows;
        var spaces = await access.Spaces(op.Db, op.Caller).AsNoTracking().ToListAsync(op.Cancel);
        var mine = access.TeamIds;
        var ids = spaces
            .Where(s => teamIds.Count == 0 || (s.TeamId is { } team && teamIds.Contains(team)))
            .Where(s => request.IsMyTeam != true || IsOf(s, mine))
            .Where(s => request.IsMyChannel != true || s.CreatorId == op.Caller.MemberId || IsOf(s, mine))
            .Select(s => s.SpaceId)
            .ToList();
        return rows.Where(i => EF.Parameter(ids).Contains(i.SpaceId!.Value));
    }

    private static bool IsOf(SpaceRow space, IReadOnlyCollection<long> teamIds) =>
        (space.TeamId is { } team && teamIds.Contains(team)) || space.ManagingTeamIds.Any(teamIds.Contains);

    private IQueryable<IncidentRow> ByPeople(IQueryable<IncidentRow> rows, PharosDb db, long memberId)
    {
        if (creatorIds.Count > 0)
            rows = rows.Where(i => EF.Parameter(creatorIds).Contains(i.CreatorId));
        if (closerIds.Count > 0)
            rows = rows.Where(i => EF.Parameter(closerIds).Contains(i.CloserId));
        if (responderIds.Count > 0)
            rows = rows.Where(i =>
                db.IncidentResponders.Any(r =>
                    r.IncidentId == i.IncidentId && EF.Parameter(responderIds).Contains(r.MemberId)
                )
            );
        if (ackerIds.Count > 0)
            rows = rows.Where(i =>
                db.IncidentResponders.Any(r =>
                    r.IncidentId == i.IncidentId && r.AcknowledgedAt > 0 && EF.Parameter(ackerIds).Contains(r.MemberId)
                )
            );
        if (request.IsRelated == true)
            rows = rows.Where(i =>
                i.CreatorId == memberId
                || i.CloserId == memberId
                || i.OwnerId == memberId
                || db.IncidentResponders.Any(r => r.IncidentId == i.IncidentId && r.MemberId == memberId)
            );
        return rows;
    }

    /// <summary>Compares values of custom fields as JSON, in which they are stored.</summary>
    private async Task<IQueryable<IncidentRow>> ByFields(IQueryable<IncidentRow> rows, OperationContext op)
    {
        if (request.Fields is not { Count: > 0 } fields)
            return rows;
        var accountId = op.Caller.AccountId;
        var known = await op
            .Db.IncidentFields.AsNoTracking()
            .Where(f => f.AccountId == accountId && f.Type != IncidentFieldType.Text)
            .ToDictionaryAsync(f => f.Name, StringComparer.Ordinal, op.Cancel);
        foreach (var (name, given) in fields)
        {
            var definition = known.GetValueOrDefault(name) ?? throw Errors.NotFound("fields");
            if (CustomFieldValues.Check(definition, given, $"fields.{definition.Name}") is not { } value)
                continue;
            // Names contain no quotation marks, and those within texts are escaped, so nothing else looks the same.
            var pair = $"\"{definition.Name}\":{value.ToJsonString(WireJson.Options)}";
            var (first, later) = ('{' + pair, ',' + pair);
            rows = rows.Where(i => i.Fields.Contains(first) || i.Fields.Contains(later));
        }

        return rows;
    }
}
