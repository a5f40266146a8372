using System.Text;
using Pharos.Kernel;

namespace Pharos.OnCall.Templates;

/// <summary>
/// Renders the part of Go templates that inserts values: <c>{{.Title}}</c>, <c>{{.Labels.host}}</c>,
/// <c>{{index .Labels "host.name"}}</c>, comments, and the trim markers <c>{{-</c> and <c>-}}</c>. A missing label is
/// <c>&lt;no value&gt;</c>, as in Go. Time and output are proportional to the template.
/// </summary>
internal static class TemplateRenderer
{
    /// <summary>The longest message, in characters: values can be longer than the actions that insert them.</summary>
    private const int MaxOutput = 256 << 10;

    /// <returns>The message; null if it cannot be rendered, for the reason in <paramref name="failure"/>.</returns>
    public static string? Render(string template, TemplateVariables variables, out Message? failure)
    {
        failure = null;
        var output = new StringBuilder();
        var rest = template.AsSpan();
        while (rest.IndexOf("{{") is >= 0 and var start)
        {
            output.Append(rest[..start]);
            rest = rest[(start + 2)..];
            var end = rest.IndexOf("}}");
            if (end < 0)
            {
                failure = new Message(TemplateTexts.NotClosed, Line(template, rest));
                return null;
            }

            var action = rest[..end];
            var after = rest[(end + 2)..];
            if (action.StartsWith("- "))
            {
                action = action[1..];
                TrimEnd(output);
            }

            if (action.EndsWith(" -"))
            {
                action = action[..^1];
                after = after.TrimStart();
            }

            if (Value(action.Trim(), variables) is not { } value)
            {
                failure = new Message(TemplateTexts.NotSupported, Line(template, rest));
                return null;
            }

            output.Append(value);
            if (output.Length > MaxOutput)
            {
                failure = new Message(TemplateTexts.TooLong, MaxOutput);
                return null;
            }

            rest = after;
        }

        return output.Append(rest).ToString();
    }

    /// <summary>What an action inserts; null if it is unknown.</summary>
    private static string? Value(ReadOnlySpan<char> action, TemplateVariables variables)
    {
        const string label = ".Labels.";
        const string index = "index .Labels ";
        if (action.StartsWith("/*") && action.EndsWith("*/"))
            return "";
        if (action.StartsWith(label))
            return Label(action[label.Length..].ToString(), variables);
        if (action.StartsWith(index))
        {
            var quoted = action[index.Length..].Trim();
            return quoted.Length >= 2 && quoted[0] == '"' && quoted[^1] == '"' && !quoted[1..^1].ContainsAny('"', '\\')
                ? Label(quoted[1..^1].ToString(), variables)
                : null;
        }

        return action.StartsWith(".") ? variables.Values.GetValueOrDefault(action[1..].ToString()) : null;
    }

    private static string Label(string name, TemplateVariables variables) =>
        variables.Labels.GetValueOrDefault(name, "<no value>");

    private static void TrimEnd(StringBuilder output)
    {
        while (output.Length > 0 && char.IsWhiteSpace(output[^1]))
            output.Length--;
    }

    /// <summary>The number of the line on which the rest of a template begins.</summary>
    private static int Line(string template, ReadOnlySpan<char> rest) =>
        1 + template.AsSpan(0, template.Length - rest.Length).Count('\n');
}
