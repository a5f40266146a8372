using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall;

/// <summary>
/// The filter of a list by title and labels. The database compares plain texts; patterns are matched row by row.
/// </summary>
internal sealed class TextFilter
{
    /// <summary>The maximum number of labels, and of values of one label.</summary>
    private const int MaxItems = 50;

    private readonly string? title;
    private readonly ValuePattern? titlePattern;
    private readonly IReadOnlyList<LabelFilter> labels;

    private TextFilter(string? title, ValuePattern? titlePattern, IReadOnlyList<LabelFilter> labels) =>
        (this.title, this.titlePattern, this.labels) = (title, titlePattern, labels);

    /// <summary>Whether rows must be matched one by one, too.</summary>
    public bool HasPatterns => titlePattern is not null || labels.Any(l => l.Patterns.Count > 0);

    /// <param name="title">A text, <c>/RE2/</c> or a text with wildcards.</param>
    /// <param name="labels">Values by name, in the same forms. All labels must fit, with any of their values.</param>
    /// <exception cref="ApiException">A pattern is malformed, or there are too many.</exception>
    public static TextFilter Check(string? title, Dictionary<string, List<string?>?>? labels)
    {
        title = Validate.OptionalText(title, "title", ValuePattern.MaxLength);
        if (labels?.Count > MaxItems)
            throw Errors.Invalid(Messages.TooMany, "labels", MaxItems);
        var pattern = string.IsNullOrEmpty(title) ? null : Pattern(title, "title");
        return new TextFilter(
            string.IsNullOrEmpty(title) || pattern is not null ? null : title,
            pattern,
            [.. (labels ?? []).Select(label => LabelFilter.Check(label.Key, label.Value))]
        );
    }

    /// <summary>The rows of a table with the columns <c>title</c> and <c>labels</c> that plain texts leave.</summary>
    public IQueryable<T> Narrow<T>(PharosDb db)
        where T : class
    {
        var rows = db.Set<T>();
        if (title is null && labels.Count == 0)
            return rows;
        var parameters = new List<object>();
        var conditions = string.Join(" AND ", Conditions(db.Database.IsSqlite() ? "instr" : "strpos", parameters));
#pragma warning disable EF1002 // The conditions contain only parameters and names from the code.
        return rows.FromSqlRaw($"SELECT * FROM {rows.EntityType.GetTableName()} WHERE {conditions}", [.. parameters]);
#pragma warning restore EF1002
    }

    /// <summary>Whether the patterns fit.</summary>
    public bool Matches(string rowTitle, IReadOnlyDictionary<string, string> rowLabels) =>
        titlePattern?.Fits(rowTitle) != false && labels.All(label => label.Matches(rowLabels));

    private IEnumerable<string> Conditions(string position, List<object> parameters)
    {
        if (title is not null)
            yield return $"title = {Parameter(title)}";
        foreach (var label in labels)
            yield return "("
                + string.Join(" OR ", label.Texts().Select(text => $"{position}(labels, {Parameter(text)}) > 0"))
                + ")";

        string Parameter(string value)
        {
            parameters.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"{{{parameters.Count - 1}}}");
        }
    }

    /// <summary>Null for a text without wildcards. Other kinds of patterns exist only in rules.</summary>
    private static ValuePattern? Pattern(string value, string field) =>
        value.StartsWith("cidr:", StringComparison.Ordinal) || value.StartsWith("num:", StringComparison.Ordinal)
            ? null
            : ValuePattern.Parse(value, field);

    private sealed record LabelFilter(string Name, IReadOnlyList<string> Values, IReadOnlyList<ValuePattern> Patterns)
    {
        public static LabelFilter Check(string name, List<string?>? values)
        {
            var given = Validate.Items(values, "labels");
            if (given.Count > MaxItems)
                throw Errors.Invalid(Messages.TooMany, "labels", MaxItems);
            var parsed = given
                .Select(value => Validate.OptionalText(value, "labels", ValuePattern.MaxLength)!)
                .Select(value => (Value: value, Pattern: Pattern(value, "labels")))
                .ToList();
            return new LabelFilter(
                Validate.Text(name, "labels", ValuePattern.MaxLength),
                [.. parsed.Where(p => p.Pattern is null).Select(p => p.Value)],
                [.. parsed.Select(p => p.Pattern).OfType<ValuePattern>()]
            );
        }

        /// <summary>
        /// One of these texts is in the labels' JSON if the label fits. Names begin after a brace or a comma, and
        /// quotation marks within texts are escaped, so nothing else looks the same.
        /// </summary>
        public IEnumerable<string> Texts()
        {
            var name = JsonSerializer.Serialize(Name, WireJson.Options) + ":";
            var texts =
                Patterns.Count > 0
                    ? [name]
                    : Values.Select(value => name + JsonSerializer.Serialize(value, WireJson.Options));
            return texts.SelectMany(text => (string[])["{" + text, "," + text]);
        }

        public bool Matches(IReadOnlyDictionary<string, string> labels) =>
            labels.TryGetValue(Name, out var value)
            && (Values.Contains(value, StringComparer.Ordinal) || Patterns.Any(pattern => pattern.Fits(value)));
    }
}
