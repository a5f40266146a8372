using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Noise;

/// <summary>
/// The rules of a space that mute alerts while a more important one is active: <c>/channel/inhibit/rule/</c>
/// </summary>
internal static class InhibitRules
{
    private const SpaceRuleKind Kind = SpaceRuleKind.Inhibit;

    public static readonly Operation<SpaceRequest, ListInhibitRulesResponse> List = new(
        "/channel/inhibit/rule/list",
        "List inhibit rules",
        async (request, op) =>
            new ListInhibitRulesResponse([
                .. (await SpaceRuleOperations.List(op, request, Kind)).Select(row => new InhibitRuleItem(row)),
            ])
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    public static readonly Operation<CreateInhibitRuleRequest, CreateSpaceRuleResponse> Create = new(
        "/channel/inhibit/rule/create",
        "Create an inhibit rule",
        HandleCreate
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.InhibitRuleWriteCreate),
    };

    public static readonly Operation<UpdateInhibitRuleRequest, EmptyResponse> Update = new(
        "/channel/inhibit/rule/update",
        "Update an inhibit rule",
        HandleUpdate
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.InhibitRuleWriteUpdate),
    };

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Delete = SpaceRuleOperations.Delete(
        "/channel/inhibit/rule/delete",
        "Delete an inhibit rule",
        Kind,
        OperationTexts.InhibitRuleWriteDelete
    );

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Enable = SpaceRuleOperations.Enable(
        "/channel/inhibit/rule/enable",
        "Enable an inhibit rule",
        Kind,
        OperationTexts.InhibitRuleWriteEnable
    );

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Disable = SpaceRuleOperations.Disable(
        "/channel/inhibit/rule/disable",
        "Disable an inhibit rule",
        Kind,
        OperationTexts.InhibitRuleWriteDisable
    );

    private static async Task<CreateSpaceRuleResponse> HandleCreate(
        CreateInhibitRuleRequest request,
        OperationContext op
    )
    {
        var spaceId = Validate.Id(request.ChannelId, "channel_id");
        request.Check();
        await using var write = await op.BeginWrite(Create, request);
        var space = await SpaceRuleOperations.LockSpace(write, op, spaceId);
        var row = await SpaceRuleOperations.Add(op, space, SpaceRuleDraft.Create<InhibitRuleFields>(Kind, request));
        write.SetAuditTarget(row.Name);
        await write.Commit(op.Cancel);
        return new CreateSpaceRuleResponse(row.RuleId, row.Name);
    }

    private static Task<EmptyResponse> HandleUpdate(UpdateInhibitRuleRequest request, OperationContext op)
    {
        request.Check();
        return SpaceRuleOperations.Update(
            op,
            Update,
            request,
            new SpaceRuleRequest { ChannelId = request.ChannelId, RuleId = request.RuleId },
            SpaceRuleDraft.Create<InhibitRuleFields>(Kind, request)
        );
    }
}

public sealed record CreateInhibitRuleRequest : InhibitRuleFields
{
    [Required]
    public long? ChannelId { get; set; }
}

/// <summary>Replaces the rule, except for its status.</summary>
public sealed record UpdateInhibitRuleRequest : InhibitRuleFields
{
    [Required]
    public long? ChannelId { get; set; }

    [Required]
    public string? RuleId { get; set; }
}

/// <param name="Items">All rules of the space, in the order in which they apply.</param>
public sealed record ListInhibitRulesResponse(IReadOnlyList<InhibitRuleItem> Items);

public sealed record InhibitRuleItem : SpaceRuleItem
{
    internal InhibitRuleItem(SpaceRuleRow row)
        : base(row)
    {
        var fields = SpaceRuleDraft.Read<InhibitRuleFields>(row);
        (SourceFilters, TargetFilters) = (fields.SourceFilters ?? [], fields.TargetFilters ?? []);
        EqualKeys = fields.EqualKeys ?? [];
        IsDirectlyDiscard = fields.IsDirectlyDiscard ?? false;
    }

    /// <summary>The alerts that inhibit others; empty for all.</summary>
    public List<List<FilterCondition?>?> SourceFilters { get; }

    /// <summary>The alerts that are inhibited; empty for all.</summary>
    public List<List<FilterCondition?>?> TargetFilters { get; }

    /// <summary>Keys in which both alerts have the same value.</summary>
    [JsonPropertyName("equals")]
    public List<string?> EqualKeys { get; }

    /// <summary>True if inhibited alerts are dropped; false if they are kept, outside of incidents.</summary>
    public bool IsDirectlyDiscard { get; }
}
