using System.Text;

namespace Pharos.OnCall.Rules;

/// <summary>What a title rule can refer to. A missing value is empty.</summary>
public sealed record TitleVariables
{
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The title that the event had before the rule.</summary>
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public EventStatus Severity { get; init; }
    public EventStatus Status { get; init; }
    public string AlertKey { get; init; } = "";
    public string TitleRule { get; init; } = "";
    public string IntegrationType { get; init; } = "";
    public string IntegrationName { get; init; } = "";
}

/// <summary>
/// Renders titles. A rule is a text in which <c>$label</c> stands for a label (<c>$check / $resource</c>), a list of
/// parts (<c>a::$label::b</c> becomes <c>a / value / b</c>), or, after <c>[TPL]</c>, a template; see
/// <see cref="TitleTemplate"/>. Outside of templates an unknown variable stays as it is.
/// </summary>
public static class TitleRule
{
    /// <summary>The maximum length of a title, in characters.</summary>
    public const int MaxLength = 512;

    private const string TemplatePrefix = "[TPL]";
    private const string PartSeparator = "::";

    /// <summary>
    /// The title that a rule yields: one line, cut at <see cref="MaxLength"/>. Never throws. If nothing is left, for
    /// example because all variables are empty, the title is the labels check and resource, or the alert key.
    /// </summary>
    public static string Render(string rule, TitleVariables variables)
    {
        var title = OneLine(Expand(rule, variables));
        return title.Length > 0 ? title : OneLine(Fallback(variables));
    }

    private static string Expand(string rule, TitleVariables variables)
    {
        if (rule.StartsWith(TemplatePrefix, StringComparison.Ordinal))
            return TitleTemplate.Render(rule.AsSpan(TemplatePrefix.Length), variables);
        if (!rule.Contains('$', StringComparison.Ordinal) && !rule.Contains(PartSeparator, StringComparison.Ordinal))
            return rule;
        var title = new StringBuilder();
        foreach (var part in rule.AsSpan().Split(PartSeparator))
        {
            if (title.Length > 0)
                title.Append(" / ");
            Substitute(rule.AsSpan(part), variables.Labels, title);
            if (title.Length > Enough)
                break;
        }

        return title.ToString();
    }

    /// <summary>More UTF-16 units than any title has, so that the work is bounded.</summary>
    internal const int Enough = 4 * MaxLength;

    private static void Substitute(
        ReadOnlySpan<char> text,
        IReadOnlyDictionary<string, string> labels,
        StringBuilder to
    )
    {
        while (to.Length <= Enough && text.IndexOf('$') is >= 0 and var at)
        {
            to.Append(text[..at]);
            text = text[at..];
            var name = KnownName(text[1..], labels, out var value);
            to.Append(name == 0 ? "$" : value);
            text = text[(name + 1)..];
        }

        to.Append(text);
    }

    /// <summary>
    /// The length of the longest label name at the start of a text. A name can contain dots, dashes and slashes, but
    /// <c>$host.</c> at the end of a sentence still means the label <c>host</c>.
    /// </summary>
    private static int KnownName(ReadOnlySpan<char> text, IReadOnlyDictionary<string, string> labels, out string? value)
    {
        var length = 0;
        while (length < text.Length && length <= 128 && IsNameCharacter(text[length]))
            length++;
        while (length > 0)
        {
            if (labels.TryGetValue(text[..length].ToString(), out value))
                return length;
            length = text[..length].LastIndexOfAny('.', '-', '/');
        }

        value = null;
        return 0;
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or '/';

    private static string Fallback(TitleVariables variables)
    {
        var check = variables.Labels.TryGetValue("check", out var c) ? c : "";
        var resource = variables.Labels.TryGetValue("resource", out var r) ? r : "";
        return (check.Length, resource.Length) switch
        {
            (0, 0) => variables.AlertKey,
            (_, 0) => check,
            (0, _) => resource,
            _ => check + " / " + resource,
        };
    }

    /// <summary>Without line breaks and surrounding spaces, and not longer than allowed.</summary>
    private static string OneLine(string text)
    {
        var line = text.AsSpan().ContainsAny('\r', '\n') ? text.ReplaceLineEndings(" ").Trim() : text.Trim();
        if (line.Length <= MaxLength)
            return line;
        var (end, characters) = (0, 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (++characters > MaxLength)
                break;
            end += rune.Utf16SequenceLength;
        }

        return line[..Math.Min(end, line.Length)].TrimEnd();
    }
}
