using System.Text;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary>Conditions of a rule as rows of a form: a key, an operator and values, all of which must hold.</summary>
internal static class Conditions
{
    /// <summary>The inputs of a row; the names begin with the prefix of the group of rows.</summary>
    public const string Key = "key";
    public const string Operator = "oper";
    public const string Values = "vals";

    /// <summary>The fields of a group of rows.</summary>
    /// <param name="prefix">Tells it from other groups of the form; may be empty.</param>
    /// <param name="wire">The operation's name for the filter.</param>
    /// <param name="current">The conditions that the form starts with; null for none.</param>
    public static IEnumerable<ConsoleField<TContext>> Fields<TContext>(
        string prefix,
        string wire,
        TextKey label,
        Func<TContext, IReadOnlyList<FilterCondition>>? current = null
    )
    {
        current ??= _ => [];
        yield return new(prefix + Key, label, context => current(context).Select(c => c.Key ?? ""))
        {
            WireNames = [wire],
            IsOrdered = true,
        };
        yield return new(prefix + Operator, label, context =>
            current(context)
                .Select(c => c.Oper == FilterOperator.NOTIN ? nameof(FilterOperator.NOTIN) : nameof(FilterOperator.IN))
        )
        {
            WireNames = [],
            IsOrdered = true,
        };
        yield return new(prefix + Values, label, context => current(context).Select(c => Join(c.Vals ?? [])))
        {
            WireNames = [],
            IsOrdered = true,
        };
    }

    /// <summary>Reads the rows; empty ones count as absent. The operation checks them.</summary>
    /// <returns>One group of conditions; empty without any.</returns>
    public static List<List<FilterCondition?>?> Read(Form form, string prefix)
    {
        var (keys, operators, values) = (
            form.Values(prefix + Key),
            form.Values(prefix + Operator),
            form.Values(prefix + Values)
        );
        var conditions = new List<FilterCondition?>();
        for (var i = 0; i < keys.Count; i++)
        {
            var text = values.ElementAtOrDefault(i) ?? "";
            if (keys[i].Trim().Length == 0 && text.Trim().Length == 0)
                continue;
            conditions.Add(
                new FilterCondition
                {
                    Key = keys[i].Trim(),
                    Oper =
                        operators.ElementAtOrDefault(i) == nameof(FilterOperator.NOTIN)
                            ? FilterOperator.NOTIN
                            : FilterOperator.IN,
                    Vals = Split(text),
                }
            );
        }

        return conditions.Count == 0 ? [] : [conditions];
    }

    /// <summary>The conditions that a form shows of a filter: its first group.</summary>
    public static IReadOnlyList<FilterCondition> First(IReadOnlyList<IReadOnlyList<FilterCondition?>?> filters) =>
        [.. (filters.Count == 0 ? [] : filters[0] ?? []).OfType<FilterCondition>()];

    /// <summary>A filter in words: groups that fit are joined by “or”, conditions of a group by “and”.</summary>
    public static string Say(ConsoleLocalizer texts, IReadOnlyList<IReadOnlyList<FilterCondition?>?>? filters) =>
        filters is null or { Count: 0 }
            ? texts[NoiseTexts.Everything]
            : string.Join(
                $" {texts[NoiseTexts.Or]} ",
                filters.Select(group =>
                    string.Join($" {texts[NoiseTexts.And]} ", (group ?? []).OfType<FilterCondition>().Select(Say))
                )
            );

    private static string Say(FilterCondition condition) =>
        $"{condition.Key} {(condition.Oper == FilterOperator.NOTIN ? "≠" : "=")} {Join(condition.Vals ?? [])}";

    /// <summary>Comma-separated values. One that contains a comma or a quotation mark is quoted.</summary>
    public static string Join(IEnumerable<string?> values) =>
        string.Join(
            ", ",
            values
                .OfType<string>()
                .Select(v =>
                    v.AsSpan().ContainsAny(',', '"') || v != v.Trim() || v.Length == 0
                        ? $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                        : v
                )
        );

    /// <summary>The opposite of <see cref="Join"/>.</summary>
    public static List<string?> Split(string text)
    {
        var values = new List<string?>();
        var at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && (text[at] == ' ' || text[at] == ','))
                at++;
            if (at == text.Length)
                break;
            if (text[at] != '"')
            {
                var end = text.IndexOf(',', at);
                end = end < 0 ? text.Length : end;
                values.Add(text[at..end].Trim());
                at = end;
                continue;
            }

            var quoted = new StringBuilder();
            for (at++; at < text.Length; at++)
            {
                if (text[at] != '"')
                    quoted.Append(text[at]);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    quoted.Append(text[++at]);
                else
                    break;
            }

            at++;
            values.Add(quoted.ToString());
        }

        return values;
    }
}
