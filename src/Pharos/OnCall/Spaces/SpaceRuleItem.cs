using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>What the API returns of every rule of a space.</summary>
public abstract record SpaceRuleItem
{
    private protected SpaceRuleItem(SpaceRuleRow row)
    {
        (RuleId, AccountId, ChannelId) = (row.RuleId, row.AccountId, row.SpaceId);
        (RuleName, Description, Priority) = (row.Name, row.Description, row.Priority);
        Status = row.IsDisabled ? SpaceStatus.Disabled : SpaceStatus.Enabled;
        (CreatedAt, UpdatedAt, UpdatedBy) = (row.CreatedAt, row.UpdatedAt, row.UpdatedBy);
    }

    public string RuleId { get; }
    public long AccountId { get; }
    public long ChannelId { get; }
    public string RuleName { get; }
    public string Description { get; }

    /// <summary>Lower comes first.</summary>
    public long Priority { get; }
    public SpaceStatus Status { get; }
    public long CreatedAt { get; }
    public long UpdatedAt { get; }
    public long UpdatedBy { get; }
}

/// <summary>Names one rule of a space.</summary>
public sealed record SpaceRuleRequest
{
    [Required]
    public long? ChannelId { get; set; }

    [Required]
    public string? RuleId { get; set; }

    internal (long SpaceId, string RuleId) Check() =>
        (Validate.Id(ChannelId, "channel_id"), Validate.ObjectId(RuleId, "rule_id"));
}

public sealed record CreateSpaceRuleResponse(string RuleId, string RuleName);
