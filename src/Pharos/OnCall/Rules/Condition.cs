using System.Collections.Frozen;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>A compiled condition: the key, the exact values and the patterns that it is compared with.</summary>
internal sealed class Condition
{
    private readonly FilterKey key;
    private readonly bool negated;

    /// <summary>One of the values is <c>*</c>: every value fits.</summary>
    private readonly bool anyValue;

    private readonly FrozenSet<string> exact;
    private readonly ValuePattern[] patterns;

    private Condition(FilterKey key, bool negated, bool anyValue, FrozenSet<string> exact, ValuePattern[] patterns) =>
        (this.key, this.negated, this.anyValue, this.exact, this.patterns) = (key, negated, anyValue, exact, patterns);

    /// <exception cref="ApiException">The key, the operator or a value is missing or invalid.</exception>
    public static Condition Parse(FilterCondition wire, string field)
    {
        var read = FilterKey.Check(wire.Key, field + ".key");
        var oper = Validate.Required(wire.Oper, field + ".oper");
        var values = Validate.Items(wire.Vals, field + ".vals");
        if (values.Count > Filter.MaxValues)
            throw Errors.Invalid(Messages.TooMany, field + ".vals", Filter.MaxValues);
        var hasStar = false;
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var others = new List<ValuePattern>();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] == "*")
                hasStar = true;
            else if (ValuePattern.Parse(values[i], Validate.Index(field + ".vals", i)) is { } pattern)
                others.Add(pattern);
            else
                texts.Add(values[i]);
        }

        return new Condition(
            read,
            oper == FilterOperator.NOTIN,
            hasStar,
            texts.ToFrozenSet(StringComparer.Ordinal),
            [.. others]
        );
    }

    public bool Matches(FilterSubject subject) =>
        negated != (key.From == FilterKey.Source.Field ? FitsField(subject) : Fits(key.Read(subject)));

    private bool FitsField(FilterSubject subject)
    {
        if (key.FieldValues(subject) is not { } values)
            return false;
        for (var i = 0; i < values.Count; i++)
        {
            if (Fits(values[i]))
                return true;
        }

        return false;
    }

    private bool Fits(string? value)
    {
        if (value is null)
            return false;
        if (anyValue || exact.Contains(value))
            return true;
        foreach (var pattern in patterns)
        {
            if (pattern.Fits(value))
                return true;
        }

        return false;
    }
}
