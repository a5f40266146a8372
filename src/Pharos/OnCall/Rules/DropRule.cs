using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>A drop rule (wire: unsubscribe).</summary>
public record DropRuleFields : RuleFields
{
    /// <summary>
    /// Which events are dropped; at least one condition, so that no rule drops everything by accident.
    /// </summary>
    [MaxLength(Filter.MaxGroups)]
    public List<List<FilterCondition?>?>? Filters { get; set; }

    /// <summary>Checks and normalises all fields.</summary>
    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    public DropRule Check()
    {
        CheckCommon();
        return new DropRule(Filter.ParseRequired(Filters, "filters"));
    }
}

/// <summary>Drops events before they reach an alert. Immutable and thread-safe.</summary>
public sealed class DropRule
{
    private readonly Filter filter;

    internal DropRule(Filter filter) => this.filter = filter;

    public bool Drops(FilterSubject subject) => filter.Matches(subject);
}
