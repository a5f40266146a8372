using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>
/// A compiled filter: it matches if all conditions of at least one group match. Immutable and thread-safe. Compile it
/// once and keep it, since it contains regular expressions.
/// </summary>
public sealed class Filter
{
    /// <summary>The maximum number of groups in a filter.</summary>
    public const int MaxGroups = 50;

    /// <summary>The maximum number of conditions in a group.</summary>
    public const int MaxConditions = 50;

    /// <summary>The maximum number of values in a condition.</summary>
    public const int MaxValues = 200;

    /// <summary>The maximum number of values in all conditions of a filter together.</summary>
    public const int MaxTotalValues = 1000;

    private readonly Condition[][] groups;

    private Filter(Condition[][] groups) => this.groups = groups;

    /// <summary>Matches everything: a rule without conditions.</summary>
    public static Filter All { get; } =
        new([
            [],
        ]);

    /// <summary>Whether the filter has no conditions, so that it matches everything.</summary>
    public bool IsAll => ReferenceEquals(this, All);

    /// <summary>Compiles a filter of the wire: a list (OR) of lists (AND) of conditions.</summary>
    /// <param name="wire">Absent or empty matches everything.</param>
    /// <param name="field">The wire name of the filter, for errors.</param>
    /// <exception cref="ApiException">A key, operator or value is invalid, or there are too many.</exception>
    public static Filter Parse(IReadOnlyList<IReadOnlyList<FilterCondition?>?>? wire, string field)
    {
        if (wire is null or { Count: 0 })
            return All;
        if (wire.Count > MaxGroups)
            throw Errors.Invalid(Messages.TooMany, field, MaxGroups);
        var values = 0;
        var compiled = new Condition[wire.Count][];
        for (var i = 0; i < compiled.Length; i++)
            compiled[i] = Group(wire[i], Validate.Index(field, i), field, ref values);
        return new Filter(compiled);
    }

    /// <summary>Like <see cref="Parse"/>, but at least one condition is required.</summary>
    public static Filter ParseRequired(IReadOnlyList<IReadOnlyList<FilterCondition?>?>? wire, string field)
    {
        if (wire is null)
            throw Errors.Missing(field);
        return wire.Count == 0 ? throw Errors.Invalid(Messages.TooFew, field, 1) : Parse(wire, field);
    }

    /// <summary>Compiles a flat list of conditions, all of which must match.</summary>
    /// <param name="wire">Absent or empty matches everything.</param>
    /// <param name="field">The wire name of the list, for errors.</param>
    /// <exception cref="ApiException">A key, operator or value is invalid, or there are too many.</exception>
    public static Filter ParseFlat(IReadOnlyList<FilterCondition?>? wire, string field)
    {
        var values = 0;
        return wire is null or { Count: 0 } ? All : new Filter([Group(wire, field, field, ref values)]);
    }

    public bool Matches(FilterSubject subject)
    {
        foreach (var group in groups)
        {
            if (MatchesAll(group, subject))
                return true;
        }

        return false;
    }

    private static bool MatchesAll(Condition[] group, FilterSubject subject)
    {
        foreach (var condition in group)
        {
            if (!condition.Matches(subject))
                return false;
        }

        return true;
    }

    private static Condition[] Group(
        IReadOnlyList<FilterCondition?>? wire,
        string field,
        string filterField,
        ref int values
    )
    {
        var items = Validate.Items(wire, field);
        if (items.Count > MaxConditions)
            throw Errors.Invalid(Messages.TooMany, field, MaxConditions);
        var group = new Condition[items.Count];
        for (var i = 0; i < group.Length; i++)
        {
            values += items[i].Vals?.Count ?? 0;
            if (values > MaxTotalValues)
                throw Errors.Invalid(RuleMessages.TooManyValues, filterField, MaxTotalValues);
            group[i] = Condition.Parse(items[i], Validate.Index(field, i));
        }

        return group;
    }
}
