using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Importing;

/// <summary>
/// Reads one line of a history file. The message of a <see cref="FormatException"/> begins with the invalid field.
/// </summary>
internal static class HistoryLine
{
    private const int MaxLine = 255;
    private const int MaxUpdates = 999;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>ISO 8601 with an offset: <c>Z</c>, <c>+01</c>, <c>+01:00</c> or <c>+0100</c>.</summary>
    private static readonly IPattern<OffsetDateTime> TimeForms = new CompositePatternBuilder<OffsetDateTime>
    {
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<G>"), _ => true },
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>"), _ => false },
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<+HHmm>"), _ => false },
        { OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<+HHmm>"), _ => false },
    }.Build();

    /// <summary>
    /// The names that other status pages use, and our own. Null leaves the status unchanged.
    /// </summary>
    private static readonly FrozenDictionary<string, ChangeStatus?> Statuses = new Dictionary<string, ChangeStatus?>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["Investigating"] = ChangeStatus.Investigating,
        ["Identified"] = ChangeStatus.Identified,
        ["Monitoring"] = ChangeStatus.Monitoring,
        ["Resolved"] = ChangeStatus.Resolved,
        ["Scheduled"] = ChangeStatus.Scheduled,
        ["In progress"] = ChangeStatus.Ongoing,
        ["in_progress"] = ChangeStatus.Ongoing,
        ["Ongoing"] = ChangeStatus.Ongoing,
        ["Verifying"] = ChangeStatus.Ongoing,
        ["Completed"] = ChangeStatus.Completed,
        ["Update"] = null,
        ["Postmortem"] = null,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static HistoryChange Parse(int line, ReadOnlyMemory<byte> json, long now)
    {
        using var document = Document(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("must be a JSON object");
        var id = Line(root, "id", "id");
        var title = Line(root, "title", "title");
        var impact = Impact(root);
        var components = Components(root);
        var start = Time(root, "started_at", "started_at", now);
        var updates = Updates(root, now);
        var type = Type(impact, updates);
        CheckTimeline(type, start, updates);
        var end = Time(root, "resolved_at", "resolved_at", now);
        if (end < start)
            throw new FormatException("resolved_at: must not be before started_at");
        return new HistoryChange(
            line,
            id,
            title,
            type,
            impact ?? (type == ChangeType.Maintenance ? HistoryImpact.Maintenance : HistoryImpact.None),
            components,
            start,
            end,
            updates
        );
    }

    private static JsonDocument Document(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException fault)
        {
            var at = fault.BytePositionInLine is { } position
                ? $" (near byte {(position + 1).ToString(CultureInfo.InvariantCulture)})"
                : "";
            throw new FormatException($"must be valid JSON without duplicate fields{at}", fault);
        }
    }

    /// <summary>The type that follows from the impact, or without one, from the first status.</summary>
    private static ChangeType Type(HistoryImpact? impact, List<HistoryUpdate> updates) =>
        impact switch
        {
            HistoryImpact.Maintenance => ChangeType.Maintenance,
            null when updates.Find(u => u.Status is not null)?.Status?.BelongsTo(ChangeType.Maintenance) == true =>
                ChangeType.Maintenance,
            _ => ChangeType.Incident,
        };

    private static void CheckTimeline(ChangeType type, long start, List<HistoryUpdate> updates)
    {
        for (var i = 0; i < updates.Count; i++)
        {
            var field = Validate.Index("updates", i);
            if (updates[i].Status is { } status && !status.BelongsTo(type))
                throw new FormatException(
                    $"{field}.status: must be one of {string.Join(", ", Names(type))}, because this is "
                        + (type == ChangeType.Incident ? "an incident" : "a maintenance")
                );
            if (i > 0 && updates[i].At < updates[i - 1].At)
                throw new FormatException($"{field}.at: must not be before the previous update");
        }

        // Only an announcement may precede the start. The updates are in order, so checking the first is enough.
        var announced = (updates[0].Status ?? ChangeStatuses.First(type)) == ChangeStatus.Scheduled;
        if (updates[0].At < start && !announced)
            throw new FormatException("updates[0].at: must not be before started_at");
        // Updates after the end, such as a postmortem, leave the status as it is.
        if (updates.FindLast(u => u.Status is not null)?.Status?.IsTerminal() != true)
            throw new FormatException(
                $"{Validate.Index("updates", updates.Count - 1)}.status: must be "
                    + (type == ChangeType.Incident ? "Resolved" : "Completed")
                    + ", because only finished events can be imported"
            );
    }

    private static IEnumerable<string> Names(ChangeType type) =>
        type == ChangeType.Incident
            ? ["Investigating", "Identified", "Monitoring", "Update", "Resolved", "Postmortem"]
            : ["Scheduled", "In progress", "Verifying", "Update", "Completed"];

    private static IEnumerable<string> AllNames() =>
        Names(ChangeType.Incident).Concat(Names(ChangeType.Maintenance)).Distinct(StringComparer.Ordinal);

    private static HistoryImpact? Impact(JsonElement root)
    {
        if (Optional(root, "impact") is not { } value)
            return null;
        var name = Text(value, "impact").ToLowerInvariant();
        return WireName<HistoryImpact>.TryParse(name, out var impact)
            ? impact
            : throw new FormatException(
                $"impact: must be one of {string.Join(", ", WireName<HistoryImpact>.All)}, or null"
            );
    }

    private static List<string> Components(JsonElement root)
    {
        if (Optional(root, "components") is not { } list)
            return [];
        if (list.ValueKind != JsonValueKind.Array)
            throw new FormatException("components: must be a list of names, or null");
        var names = new List<string>();
        var seen = new HashSet<string>(NameComparer.Instance);
        foreach (var item in list.EnumerateArray())
        {
            var field = Validate.Index("components", names.Count);
            var name = Line(item, field);
            if (!seen.Add(name))
                throw new FormatException($"{field}: names the same component twice");
            names.Add(name);
        }

        return names;
    }

    private static List<HistoryUpdate> Updates(JsonElement root, long now)
    {
        var list = Required(root, "updates", "updates");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MaxUpdates)
            throw new FormatException(
                $"updates: must be a list of 1 to {MaxUpdates.ToString(CultureInfo.InvariantCulture)} updates"
            );
        var updates = new List<HistoryUpdate>();
        foreach (var item in list.EnumerateArray())
        {
            var field = Validate.Index("updates", updates.Count);
            if (item.ValueKind != JsonValueKind.Object)
                throw new FormatException($"{field}: must be an object with at, status and message");
            var at = Time(item, "at", field + ".at", now);
            if (
                !Statuses.TryGetValue(
                    Text(Required(item, "status", field + ".status"), field + ".status"),
                    out var status
                )
            )
                throw new FormatException($"{field}.status: must be one of {string.Join(", ", AllNames())}");
            updates.Add(
                new HistoryUpdate(
                    at,
                    status,
                    Message(Required(item, "message", field + ".message"), field + ".message")
                )
            );
        }

        return updates;
    }

    private static string Message(JsonElement value, string field)
    {
        var sent = Text(value, field);
        if (sent.Contains('\0', StringComparison.Ordinal))
            throw new FormatException($"{field}: must not contain the character U+0000");
        var text = HumanText.Clean(sent);
        return text.Length <= Validate.MaxText
            ? text
            : throw new FormatException(
                $"{field}: must be at most {Validate.MaxText.ToString(CultureInfo.InvariantCulture)} characters long"
            );
    }

    private static long Time(JsonElement owner, string name, string field, long now)
    {
        var text = Text(Required(owner, name, field), field);
        var time = TimeForms.Parse(text.ToUpperInvariant());
        var seconds = time.Success && time.Value.Year < 9998 ? time.Value.ToInstant().ToUnixTimeSeconds() : 0;
        if (seconds < 1)
            throw new FormatException(
                $"{field}: must be a time in ISO 8601 after 1970, with Z or an offset, such as 2025-03-08T14:05:00Z or "
                    + "2025-03-08T15:05:00+01:00"
            );
        return seconds <= now ? seconds : throw new FormatException($"{field}: must not be in the future");
    }

    private static string Line(JsonElement owner, string name, string field) =>
        Line(Required(owner, name, field), field);

    private static string Line(JsonElement value, string field)
    {
        var sent = Text(value, field).Trim();
        var text = HumanText.Clean(sent).ReplaceLineEndings(" ").Trim();
        if (text.Length is 0 or > MaxLine || sent.Any(char.IsControl))
            throw new FormatException(
                $"{field}: must be a line of 1 to {MaxLine.ToString(CultureInfo.InvariantCulture)} characters"
            );
        return text;
    }

    private static string Text(JsonElement value, string field)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String)
                return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate or invalid UTF-8.
        }

        throw new FormatException($"{field}: must be a string of valid Unicode");
    }

    private static JsonElement Required(JsonElement owner, string name, string field) =>
        Optional(owner, name) ?? throw new FormatException($"{field}: is required");

    private static JsonElement? Optional(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
