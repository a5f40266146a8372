using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Noise;

/// <summary>The rules of a space that mute alerts at certain times: <c>/channel/silence/rule/</c></summary>
internal static class SilenceRules
{
    private const SpaceRuleKind Kind = SpaceRuleKind.Silence;

    public static readonly Operation<SpaceRequest, ListSilenceRulesResponse> List = new(
        "/channel/silence/rule/list",
        "List silence rules",
        HandleList
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    public static readonly Operation<CreateSilenceRuleRequest, CreateSpaceRuleResponse> Create = new(
        "/channel/silence/rule/create",
        "Create a silence rule",
        HandleCreate
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.SilenceRuleWriteCreate),
    };

    public static readonly Operation<UpdateSilenceRuleRequest, EmptyResponse> Update = new(
        "/channel/silence/rule/update",
        "Update a silence rule",
        HandleUpdate
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.SilenceRuleWriteUpdate),
    };

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Delete = SpaceRuleOperations.Delete(
        "/channel/silence/rule/delete",
        "Delete a silence rule",
        Kind,
        OperationTexts.SilenceRuleWriteDelete
    );

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Enable = SpaceRuleOperations.Enable(
        "/channel/silence/rule/enable",
        "Enable a silence rule",
        Kind,
        OperationTexts.SilenceRuleWriteEnable
    );

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Disable = SpaceRuleOperations.Disable(
        "/channel/silence/rule/disable",
        "Disable a silence rule",
        Kind,
        OperationTexts.SilenceRuleWriteDisable
    );

    private static async Task<ListSilenceRulesResponse> HandleList(SpaceRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var rows = await SpaceRuleOperations.List(op, request, Kind);
        var now = op.Clock.Seconds();
        var zone = TimeZones.FindOrUtc(
            await db.Accounts.Where(a => a.AccountId == caller.AccountId).Select(a => a.TimeZone).SingleAsync(cancel)
        );
        return new ListSilenceRulesResponse([
            .. rows.Where(row => !IsOver(row, now)).Select(row => new SilenceRuleItem(row, now, zone)),
        ]);
    }

    private static async Task<CreateSpaceRuleResponse> HandleCreate(
        CreateSilenceRuleRequest request,
        OperationContext op
    )
    {
        var spaceId = Validate.Id(request.ChannelId, "channel_id");
        request.Check();
        var incidentId = request.FromIncidentId is null
            ? null
            : Validate.ObjectId(request.FromIncidentId, "from_incident_id");
        var draft = SpaceRuleDraft.Create<SilenceRuleFields>(Kind, request);

        await using var write = await op.BeginWrite(Create, request);
        var space = await SpaceRuleOperations.LockSpace(write, op, spaceId);
        var row = incidentId is null ? null : await FindQuick(op, space, incidentId);
        if (row is null)
            row = await SpaceRuleOperations.Add(op, space, draft, incidentId);
        else
            SpaceRuleOperations.Replace(op, row, draft);
        await SetTimer(op, row.RuleId, request);
        write.SetAuditTarget(row.Name);
        await write.Commit(op.Cancel);
        return new CreateSpaceRuleResponse(row.RuleId, row.Name);
    }

    /// <summary>The quick silence that was made from this incident; null for none.</summary>
    /// <exception cref="ApiException">The space has no such incident.</exception>
    private static async Task<SpaceRuleRow?> FindQuick(OperationContext op, SpaceRow space, string incidentId)
    {
        var (db, _, cancel) = op;
        if (!await db.Incidents.AnyAsync(i => i.IncidentId == incidentId && i.SpaceId == space.SpaceId, cancel))
            throw Errors.NotFound("from_incident_id");
        return await db
            .SpaceRules.Where(r => r.SpaceId == space.SpaceId && r.Kind == Kind && r.FromIncidentId == incidentId)
            .OrderBy(r => r.RuleId)
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>Deletes the rule when its one time is over, if it says so.</summary>
    private static Task SetTimer(OperationContext op, string ruleId, SilenceRuleFields fields) =>
        fields is { IsAutoDelete: true, TimeFilter.EndTime: { } end }
            ? TimerRows.Set(op.Db, TimerKind.RemoveSilence, ruleId, op.Caller.AccountId, end, op.Cancel)
            : TimerRows.Cancel(op.Db, TimerKind.RemoveSilence, [ruleId], op.Cancel);

    /// <summary>Whether the timer is about to delete the rule.</summary>
    private static bool IsOver(SpaceRuleRow row, long now) =>
        SpaceRuleDraft.Read<SilenceRuleFields>(row) is { IsAutoDelete: true, TimeFilter.EndTime: { } end }
        && end <= now;

    private static Task<EmptyResponse> HandleUpdate(UpdateSilenceRuleRequest request, OperationContext op)
    {
        request.Check();
        return SpaceRuleOperations.Update(
            op,
            Update,
            request,
            new SpaceRuleRequest { ChannelId = request.ChannelId, RuleId = request.RuleId },
            SpaceRuleDraft.Create<SilenceRuleFields>(Kind, request),
            row => SetTimer(op, row.RuleId, request)
        );
    }
}

public sealed record CreateSilenceRuleRequest : SilenceRuleFields
{
    [Required]
    public long? ChannelId { get; set; }

    /// <summary>
    /// The incident that a quick silence is made from. A second one from the same incident replaces the first.
    /// </summary>
    public string? FromIncidentId { get; set; }
}

/// <summary>Replaces the rule, except for its status.</summary>
public sealed record UpdateSilenceRuleRequest : SilenceRuleFields
{
    [Required]
    public long? ChannelId { get; set; }

    [Required]
    public string? RuleId { get; set; }
}

/// <param name="Items">All rules of the space, in the order in which they apply.</param>
public sealed record ListSilenceRulesResponse(IReadOnlyList<SilenceRuleItem> Items);

public sealed record SilenceRuleItem : SpaceRuleItem
{
    internal SilenceRuleItem(SpaceRuleRow row, long now, DateTimeZone zone)
        : base(row)
    {
        var fields = SpaceRuleDraft.Read<SilenceRuleFields>(row);
        FromIncidentId = row.FromIncidentId;
        (TimeFilters, TimeFilter) = (fields.TimeFilters ?? [], fields.TimeFilter);
        Filters = fields.Filters ?? [];
        (IsDirectlyDiscard, IsAutoDelete) = (fields.IsDirectlyDiscard ?? false, fields.IsAutoDelete ?? false);
        IsEffective = !row.IsDisabled && SilenceRule.Parse(fields).IsEffective(now, zone, NoCalendar);
    }

    /// <summary>The incident that a quick silence was made from.</summary>
    public string? FromIncidentId { get; }

    /// <summary>Recurring times; empty if the rule applies once.</summary>
    public List<TimeFilterFields?> TimeFilters { get; }

    /// <summary>The one time at which it applies; absent if it recurs.</summary>
    public OnceTimeFields? TimeFilter { get; }

    /// <summary>Which alerts are silenced.</summary>
    public List<List<FilterCondition?>?> Filters { get; }

    /// <summary>True if silenced alerts are dropped; false if they are kept, outside of incidents.</summary>
    public bool IsDirectlyDiscard { get; }

    /// <summary>Whether the rule is deleted when its one time is over.</summary>
    public bool IsAutoDelete { get; }

    /// <summary>Whether it is in force now.</summary>
    public bool IsEffective { get; }

    private static bool? NoCalendar(string calendarId, DateOnly date) => null;
}
