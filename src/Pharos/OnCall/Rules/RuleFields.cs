using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>What all rules of a space have on the wire. Requests add the IDs.</summary>
public abstract record RuleFields
{
    private const int MaxName = 39;
    private const int MaxDescription = 500;

    [Required]
    public string? RuleName { get; set; }
    public string? Description { get; set; }

    /// <summary>Lower comes first.</summary>
    public long? Priority { get; set; }

    /// <summary>The largest priority.</summary>
    private protected virtual long MaxPriority => 10_000;

    /// <summary>Checks and normalises the name, the description and the priority.</summary>
    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    private protected void CheckCommon()
    {
        RuleName = Validate.Name(RuleName, "rule_name", 1, MaxName);
        Description = Validate.OptionalText(Description, "description", MaxDescription) ?? "";
        Priority = Validate.Range(Priority ?? 0, "priority", 0, MaxPriority);
    }
}
