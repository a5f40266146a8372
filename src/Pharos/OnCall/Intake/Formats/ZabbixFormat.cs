using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// What Pharos's media type for Zabbix sends: one object whose fields are macros, for problems, updates and
/// recoveries alike.
/// </summary>
internal static class ZabbixFormat
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "event_id",
        "event_name",
        "event_value",
        "event_status",
        "event_severity",
        "event_nseverity",
        "event_tags",
        "event_timestamp",
        "event_opdata",
        "trigger_description",
        "update_message",
        "name",
        "value",
        "status",
        "severity",
        "description",
        "integration_key"
    );

    private static readonly FrozenDictionary<string, EventStatus> Severities = new Dictionary<string, EventStatus>
    {
        ["disaster"] = EventStatus.Critical,
        ["high"] = EventStatus.Critical,
        ["average"] = EventStatus.Warning,
        ["warning"] = EventStatus.Warning,
        ["information"] = EventStatus.Info,
        ["not classified"] = EventStatus.Info,
        // {EVENT.NSEVERITY}, which stays when an administrator renames the severities.
        ["5"] = EventStatus.Critical,
        ["4"] = EventStatus.Critical,
        ["3"] = EventStatus.Warning,
        ["2"] = EventStatus.Warning,
        ["1"] = EventStatus.Info,
        ["0"] = EventStatus.Info,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> MacroCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789."
    );

    /// <exception cref="ApiException">The body does not come from the media type.</exception>
    public static ParsedPush Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        var root = document.RootElement;
        var title = EventText.Line(First(root, "event_name", "name"), EventText.MaxTitle);
        if (title.Length == 0)
            throw Errors.Missing("event_name");
        var key = AlertKeys.From(First(root, "event_id", "trigger_id"));
        if (key.Length == 0)
            throw Errors.Missing("event_id");

        var labels = new LabelSet();
        foreach (var field in root.EnumerateObject())
        {
            if (!Known.Contains(field.Name))
                labels.Add(field.Name, Resolved(field.Value.Text()));
        }

        AddTags(labels, root);
        return new ParsedPush
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = key,
                    TitleRule = title,
                    IsPlainTitle = true,
                    Status = IsRecovery(root) ? EventStatus.Ok : Severity(root),
                    Description = EventText.Paragraphs(
                        string.Join(
                            '\n',
                            new[]
                            {
                                First(root, "event_opdata"),
                                First(root, "trigger_description", "description"),
                                First(root, "update_message"),
                            }.Where(text => text.Length > 0)
                        ),
                        EventText.MaxDescription
                    ),
                    Labels = labels.Labels,
                    Time = EventText.Time(First(root, "event_timestamp")),
                },
            ],
        };
    }

    /// <summary>The value is 0 or the status OK or RESOLVED in the messages of a recovery.</summary>
    private static bool IsRecovery(JsonElement root) =>
        First(root, "event_value", "value") is { Length: > 0 } value
            ? value == "0"
            : First(root, "event_status", "status").ToUpperInvariant() is "OK" or "RESOLVED";

    private static EventStatus Severity(JsonElement root) =>
        Severities.TryGetValue(First(root, "event_nseverity"), out var numbered) ? numbered
        : Severities.TryGetValue(First(root, "event_severity", "severity"), out var named) ? named
        : EventStatus.Warning;

    private static string First(JsonElement root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Resolved(root.Text(name)) is { Length: > 0 } value)
                return value;
        }

        return "";
    }

    /// <summary>Empty for a macro that Zabbix could not resolve: it stays as it is, or becomes *UNKNOWN*.</summary>
    private static string Resolved(string value)
    {
        var text = value.AsSpan().Trim();
        return
            text.IsEmpty
            || text.Equals("*UNKNOWN*", StringComparison.Ordinal)
            || (text.StartsWith("{") && text.EndsWith("}") && text[1..^1].IndexOfAnyExcept(MacroCharacters) < 0)
            ? ""
            : value;
    }

    /// <summary>The tags are JSON within a text, as in <c>[{"tag":"scope","value":"performance"}]</c>.</summary>
    private static void AddTags(LabelSet labels, JsonElement root)
    {
        var text = First(root, "event_tags");
        if (!text.StartsWith('['))
        {
            labels.Add("event_tags", text);
            return;
        }

        try
        {
            using var tags = JsonDocument.Parse(text);
            foreach (var tag in tags.RootElement.EnumerateArray())
            {
                var value = tag.Text("value");
                labels.Add(tag.Text("tag"), value.Length > 0 ? value : "true");
            }
        }
        catch (JsonException)
        {
            labels.Add("event_tags", text);
        }
    }
}
