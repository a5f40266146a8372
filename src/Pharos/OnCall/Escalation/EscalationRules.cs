using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Escalation;

/// <summary>The rules of a space that page people: <c>/channel/escalate/rule/</c></summary>
internal static class EscalationRules
{
    private const SpaceRuleKind Kind = SpaceRuleKind.Escalate;

    public static readonly Operation<SpaceRequest, ListEscalationRulesResponse> List = new(
        "/channel/escalate/rule/list",
        "List escalation rules",
        async (request, op) =>
            new ListEscalationRulesResponse([
                .. (await SpaceRuleOperations.List(op, request, Kind)).Select(row => new EscalationRuleItem(row)),
            ])
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    public static readonly Operation<SpaceRuleRequest, EscalationRuleItem> Info = new(
        "/channel/escalate/rule/info",
        "Get escalation rule detail",
        HandleInfo
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    public static readonly Operation<CreateEscalationRuleRequest, CreateSpaceRuleResponse> Create = new(
        "/channel/escalate/rule/create",
        "Create an escalation rule",
        HandleCreate
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.EscalateRuleWriteCreate),
    };

    public static readonly Operation<UpdateEscalationRuleRequest, EmptyResponse> Update = new(
        "/channel/escalate/rule/update",
        "Update an escalation rule",
        HandleUpdate
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.EscalateRuleWriteUpdate),
    };

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Delete = SpaceRuleOperations.Delete(
        "/channel/escalate/rule/delete",
        "Delete an escalation rule",
        Kind,
        OperationTexts.EscalateRuleWriteDelete
    );

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Enable = SpaceRuleOperations.Enable(
        "/channel/escalate/rule/enable",
        "Enable an escalation rule",
        Kind,
        OperationTexts.EscalateRuleWriteEnable
    );

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Disable = SpaceRuleOperations.Disable(
        "/channel/escalate/rule/disable",
        "Disable an escalation rule",
        Kind,
        OperationTexts.EscalateRuleWriteDisable
    );

    private static async Task<EscalationRuleItem> HandleInfo(SpaceRuleRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (spaceId, ruleId) = request.Check();
        var access = await SpaceAccess.For(db, caller, cancel);
        var space = await access.Find(db, caller, spaceId, cancel);
        return new EscalationRuleItem(await SpaceRuleOperations.Find(db, space, ruleId, Kind, cancel))
        {
            ChannelName = space.Name,
        };
    }

    private static async Task<CreateSpaceRuleResponse> HandleCreate(
        CreateEscalationRuleRequest request,
        OperationContext op
    )
    {
        var spaceId = Validate.Id(request.ChannelId, "channel_id");
        request.Check();
        await using var write = await op.BeginWrite(Create, request);
        var space = await SpaceRuleOperations.LockSpace(write, op, spaceId);
        await EscalationTargets.Demand(op, request);
        var row = await SpaceRuleOperations.Add(op, space, SpaceRuleDraft.Create<EscalationRuleFields>(Kind, request));
        write.SetAuditTarget(row.Name);
        await write.Commit(op.Cancel);
        return new CreateSpaceRuleResponse(row.RuleId, row.Name);
    }

    private static Task<EmptyResponse> HandleUpdate(UpdateEscalationRuleRequest request, OperationContext op)
    {
        request.Check();
        return SpaceRuleOperations.Update(
            op,
            Update,
            request,
            new SpaceRuleRequest { ChannelId = request.ChannelId, RuleId = request.RuleId },
            SpaceRuleDraft.Create<EscalationRuleFields>(Kind, request),
            _ => EscalationTargets.Demand(op, request)
        );
    }
}

public sealed record CreateEscalationRuleRequest : EscalationRuleFields
{
    [Required]
    public long? ChannelId { get; set; }
}

/// <summary>Replaces the rule, except for its status.</summary>
public sealed record UpdateEscalationRuleRequest : EscalationRuleFields
{
    [Required]
    public long? ChannelId { get; set; }

    [Required]
    public string? RuleId { get; set; }
}

/// <param name="Items">All rules of the space, in the order in which they apply.</param>
public sealed record ListEscalationRulesResponse(IReadOnlyList<EscalationRuleItem> Items);

public sealed record EscalationRuleItem : SpaceRuleItem
{
    internal EscalationRuleItem(SpaceRuleRow row)
        : base(row)
    {
        var fields = SpaceRuleDraft.Read<EscalationRuleFields>(row);
        (TemplateId, AggrWindow) = (fields.TemplateId ?? "", fields.AggrWindow ?? 0);
        (Layers, TimeFilters, Filters) = (fields.Layers ?? [], fields.TimeFilters ?? [], fields.Filters ?? []);
    }

    /// <summary>The name of the space; only in the detail of one rule.</summary>
    public string? ChannelName { get; init; }

    /// <summary>The template of the messages.</summary>
    public string TemplateId { get; }

    /// <summary>Seconds before the first page.</summary>
    public long AggrWindow { get; }

    /// <summary>The levels, in order.</summary>
    public List<EscalationLayerFields?> Layers { get; }

    /// <summary>When the rule applies; empty for always.</summary>
    public List<TimeFilterFields?> TimeFilters { get; }

    /// <summary>Which incidents it applies to; empty for all.</summary>
    public List<List<FilterCondition?>?> Filters { get; }
}
