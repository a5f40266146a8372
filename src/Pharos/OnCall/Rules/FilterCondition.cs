using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>How a condition compares.</summary>
[PascalWireNames]
public enum FilterOperator
{
    /// <summary>One of the values fits. False if the key is missing.</summary>
    IN,

    /// <summary>None of the values fits. True if the key is missing.</summary>
    NOTIN,
}

/// <summary>One condition of a filter, as on the wire. <see cref="Filter"/> checks and compiles it.</summary>
public sealed record FilterCondition
{
    /// <summary>What is compared, such as <c>severity</c> or <c>labels.host</c>; see <see cref="FilterKey"/>.</summary>
    [Required]
    public string? Key { get; set; }

    [Required]
    public FilterOperator? Oper { get; set; }

    /// <summary>
    /// A value, <c>/RE2/</c>, a wildcard with <c>*</c> and <c>?</c> (<c>*</c> alone: the key is present),
    /// <c>cidr:10.0.0.0/8</c>, or <c>num:gt:90</c> (also ge, lt and le).
    /// </summary>
    [Required]
    [MaxLength(Filter.MaxValues)]
    public List<string?>? Vals { get; set; }
}
