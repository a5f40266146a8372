using System.Text;

namespace Pharos.OnCall.Rules;

/// <summary>
/// The subset of Go templates that titles need: <c>${label}</c> (missing: <c>&lt;no value&gt;</c>),
/// <c>{{.Labels.host}}</c>, <c>{{index .Labels "host-name"}}</c>, and the fields <c>.Title</c>, <c>.Description</c>,
/// <c>.EventSeverity</c>, <c>.EventStatus</c>, <c>.AlertKey</c>, <c>.TitleRule</c>, <c>.IntegrationType</c> and
/// <c>.IntegrationName</c> (missing: empty), with the trim markers <c>{{-</c> and <c>-}}</c>. Every other action yields
/// nothing: a title must not block an alert.
/// </summary>
internal static class TitleTemplate
{
    private const string Missing = "<no value>";

    public static string Render(ReadOnlySpan<char> template, TitleVariables variables)
    {
        var output = new StringBuilder();
        while (output.Length <= TitleRule.Enough && NextMarker(template) is >= 0 and var at)
        {
            output.Append(template[..at]);
            template = template[at..];
            var length =
                template[0] == '$' ? Label(template, variables, output) : Action(ref template, variables, output);
            if (length == 0)
            {
                // Not closed: the marker is text.
                output.Append(template[..2]);
                length = 2;
            }

            template = template[length..];
        }

        return output.Append(template).ToString();
    }

    private static int NextMarker(ReadOnlySpan<char> text)
    {
        var (label, action) = (text.IndexOf("${"), text.IndexOf("{{"));
        return (label, action) switch
        {
            (< 0, _) => action,
            (_, < 0) => label,
            _ => Math.Min(label, action),
        };
    }

    private static int Label(ReadOnlySpan<char> text, TitleVariables variables, StringBuilder output)
    {
        var end = text.IndexOf('}');
        if (end < 0)
            return 0;
        var name = text[2..end].Trim().ToString();
        output.Append(variables.Labels.TryGetValue(name, out var value) ? value : Missing);
        return end + 1;
    }

    private static int Action(ref ReadOnlySpan<char> text, TitleVariables variables, StringBuilder output)
    {
        var end = text.IndexOf("}}");
        if (end < 0)
            return 0;
        var body = text[2..end];
        if (body.StartsWith("- "))
        {
            body = body[1..];
            while (output.Length > 0 && char.IsWhiteSpace(output[^1]))
                output.Length--;
        }

        var length = end + 2;
        if (body.EndsWith(" -"))
        {
            body = body[..^1];
            while (length < text.Length && char.IsWhiteSpace(text[length]))
                length++;
        }

        output.Append(Value(body.Trim(), variables));
        return length;
    }

    private static string Value(ReadOnlySpan<char> body, TitleVariables variables)
    {
        if (body.StartsWith("index "))
            return IndexedLabel(body[6..].Trim(), variables);
        if (body.StartsWith("$."))
            body = body[1..];
        if (body.StartsWith(".Labels."))
            return variables.Labels.TryGetValue(body[8..].ToString(), out var value) ? value : "";
        return body switch
        {
            ".Title" => variables.Title,
            ".Description" => variables.Description,
            ".EventSeverity" => variables.Severity.ToString(),
            ".EventStatus" => variables.Status.ToString(),
            ".AlertKey" => variables.AlertKey,
            ".TitleRule" => variables.TitleRule,
            ".IntegrationType" => variables.IntegrationType,
            ".IntegrationName" => variables.IntegrationName,
            _ => "",
        };
    }

    /// <summary>The rest of <c>index .Labels "name"</c>.</summary>
    private static string IndexedLabel(ReadOnlySpan<char> arguments, TitleVariables variables)
    {
        if (arguments.StartsWith("$"))
            arguments = arguments[1..];
        if (!arguments.StartsWith(".Labels "))
            return "";
        var name = arguments[8..].Trim();
        var isQuoted = name.Length > 2 && name[0] == name[^1] && name[0] is '"' or '`';
        return isQuoted && variables.Labels.TryGetValue(name[1..^1].ToString(), out var value) ? value : "";
    }
}
