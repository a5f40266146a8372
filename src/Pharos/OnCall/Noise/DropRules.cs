using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Noise;

/// <summary>
/// The rules of a space that drop events before they reach an alert: <c>/channel/unsubscribe/rule/</c>
/// </summary>
internal static class DropRules
{
    private const SpaceRuleKind Kind = SpaceRuleKind.Drop;

    public static readonly Operation<SpaceRequest, ListDropRulesResponse> List = new(
        "/channel/unsubscribe/rule/list",
        "List drop rules",
        async (request, op) =>
            new ListDropRulesResponse([
                .. (await SpaceRuleOperations.List(op, request, Kind)).Select(row => new DropRuleItem(row)),
            ])
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    public static readonly Operation<CreateDropRuleRequest, CreateSpaceRuleResponse> Create = new(
        "/channel/unsubscribe/rule/create",
        "Create a drop rule",
        HandleCreate
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.DropRuleWriteCreate),
    };

    public static readonly Operation<UpdateDropRuleRequest, EmptyResponse> Update = new(
        "/channel/unsubscribe/rule/update",
        "Update a drop rule",
        HandleUpdate
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.DropRuleWriteUpdate),
    };

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Delete = SpaceRuleOperations.Delete(
        "/channel/unsubscribe/rule/delete",
        "Delete a drop rule",
        Kind,
        OperationTexts.DropRuleWriteDelete
    );

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Enable = SpaceRuleOperations.Enable(
        "/channel/unsubscribe/rule/enable",
        "Enable a drop rule",
        Kind,
        OperationTexts.DropRuleWriteEnable
    );

    public static readonly Operation<SpaceRuleRequest, EmptyResponse> Disable = SpaceRuleOperations.Disable(
        "/channel/unsubscribe/rule/disable",
        "Disable a drop rule",
        Kind,
        OperationTexts.DropRuleWriteDisable
    );

    private static async Task<CreateSpaceRuleResponse> HandleCreate(CreateDropRuleRequest request, OperationContext op)
    {
        var spaceId = Validate.Id(request.ChannelId, "channel_id");
        request.Check();
        await using var write = await op.BeginWrite(Create, request);
        var space = await SpaceRuleOperations.LockSpace(write, op, spaceId);
        var row = await SpaceRuleOperations.Add(op, space, SpaceRuleDraft.Create<DropRuleFields>(Kind, request));
        write.SetAuditTarget(row.Name);
        await write.Commit(op.Cancel);
        return new CreateSpaceRuleResponse(row.RuleId, row.Name);
    }

    private static Task<EmptyResponse> HandleUpdate(UpdateDropRuleRequest request, OperationContext op)
    {
        request.Check();
        return SpaceRuleOperations.Update(
            op,
            Update,
            request,
            new SpaceRuleRequest { ChannelId = request.ChannelId, RuleId = request.RuleId },
            SpaceRuleDraft.Create<DropRuleFields>(Kind, request)
        );
    }
}

public sealed record CreateDropRuleRequest : DropRuleFields
{
    [Required]
    public long? ChannelId { get; set; }
}

/// <summary>Replaces the rule, except for its status.</summary>
public sealed record UpdateDropRuleRequest : DropRuleFields
{
    [Required]
    public long? ChannelId { get; set; }

    [Required]
    public string? RuleId { get; set; }
}

/// <param name="Items">All rules of the space, in the order in which they apply.</param>
public sealed record ListDropRulesResponse(IReadOnlyList<DropRuleItem> Items);

public sealed record DropRuleItem : SpaceRuleItem
{
    internal DropRuleItem(SpaceRuleRow row)
        : base(row) => Filters = SpaceRuleDraft.Read<DropRuleFields>(row).Filters ?? [];

    /// <summary>Which events are dropped.</summary>
    public List<List<FilterCondition?>?> Filters { get; }
}
