using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Console;
using Pharos.OnCall.Fields.Console;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.Web;

namespace Pharos.OnCall.Timeline.Console;

/// <summary>Says in sentences what the entries of a timeline mean.</summary>
internal sealed class TimelineWords
{
    private readonly ConsoleLocalizer texts;
    private readonly Dictionary<long, PersonShort> members;

    /// <summary>The names of custom fields for people, by those for programs.</summary>
    private readonly Dictionary<string, string> fields;

    private TimelineWords(
        ConsoleLocalizer texts,
        Dictionary<long, PersonShort> members,
        Dictionary<string, string> fields
    ) => (this.texts, this.members, this.fields) = (texts, members, fields);

    /// <summary>Reads the names that the entries refer to.</summary>
    public static async Task<IReadOnlyList<TimelineLine>> Read(
        ConsoleRequest request,
        PharosDb db,
        IReadOnlyList<TimelineItem> entries
    )
    {
        var ids = entries.SelectMany(e => Ids(e.Detail, "to").Concat(Ids(e.Detail, "person_ids")).Append(e.CreatorId));
        var people = await IncidentPeople.Members(db, request.Caller.AccountId, ids, request.Cancel);
        var labels = await db
            .IncidentFields.AsNoTracking()
            .Where(f => f.AccountId == request.Caller.AccountId)
            .ToDictionaryAsync(f => f.Name, f => f.DisplayName, StringComparer.Ordinal, request.Cancel);
        var words = new TimelineWords(request.Texts, people, labels);
        return [.. entries.Select(words.Line)];
    }

    private TimelineLine Line(TimelineItem entry)
    {
        var quote = entry.Type switch
        {
            TimelineTypes.IncidentComment or "a_comm" or TimelineTypes.IncidentMerge or TimelineTypes.AlertMerge =>
                Text(entry.Detail, "comment"),
            TimelineTypes.IncidentReopen => Text(entry.Detail, "reason"),
            _ => null,
        };
        return new TimelineLine(entry.Type, Sentence(entry), quote, Links(entry), entry.CreatedAt / 1000);
    }

    private string Sentence(TimelineItem entry)
    {
        var (by, detail) = (Name(entry.CreatorId), entry.Detail);
        var isSystem = entry.CreatorId == 0;
        return entry.Type switch
        {
            TimelineTypes.IncidentNew => isSystem
                ? texts.Format(TimelineTexts.New, Severity(detail, "severity"))
                : texts.Format(TimelineTexts.NewByHand, by, Severity(detail, "severity")),
            TimelineTypes.IncidentAssign => Assigned(by, isSystem, detail),
            TimelineTypes.IncidentAddResponder => texts.Format(TimelineTexts.AddResponder, by, Names(detail, "to")),
            "i_notify" => Ids(detail, "to").Any()
                ? texts.Format(TimelineTexts.Notified, Names(detail, "to"))
                : texts[TimelineTexts.NotifiedSome],
            TimelineTypes.IncidentStorm => texts.Format(TimelineTexts.Storm, Number(detail, "threshold")),
            TimelineTypes.IncidentSnooze => texts.Format(
                TimelineTexts.Snooze,
                by,
                texts.Minutes(Number(detail, "minutes"))
            ),
            TimelineTypes.IncidentWake => isSystem
                ? texts[TimelineTexts.SnoozeEnded]
                : texts.Format(TimelineTexts.Wake, by),
            TimelineTypes.IncidentAck => texts.Format(TimelineTexts.Acknowledge, by),
            TimelineTypes.IncidentUnack => texts.Format(TimelineTexts.Unacknowledge, by),
            TimelineTypes.IncidentComment or "a_comm" => texts.Format(TimelineTexts.Comment, by),
            TimelineTypes.IncidentResolve => Resolved(by, detail),
            TimelineTypes.IncidentReopen => texts.Format(TimelineTexts.Reopen, by),
            TimelineTypes.IncidentMerge => texts.Format(
                Text(detail.Property("target_incident"), "incident_id") == entry.RefId
                    ? TimelineTexts.MergedHere
                    : TimelineTexts.MergedAway,
                by
            ),
            TimelineTypes.AlertMerge => texts.Format(TimelineTexts.MoveAlerts, by),
            TimelineTypes.IncidentTitle => texts.Format(
                TimelineTexts.Title,
                by,
                Text(detail, "from") ?? "",
                Text(detail, "to") ?? ""
            ),
            TimelineTypes.IncidentDescription => texts.Format(TimelineTexts.Description, by),
            TimelineTypes.IncidentImpact => texts.Format(TimelineTexts.Impact, by),
            TimelineTypes.IncidentRootCause => texts.Format(TimelineTexts.RootCause, by),
            TimelineTypes.IncidentResolution => texts.Format(TimelineTexts.Resolution, by),
            TimelineTypes.IncidentSeverity => texts.Format(
                TimelineTexts.Severity,
                by,
                Severity(detail, "from"),
                Severity(detail, "to")
            ),
            TimelineTypes.IncidentField => texts.Format(
                TimelineTexts.Field,
                by,
                FieldName(Text(detail, "field_name") ?? ""),
                IncidentFieldText.For(detail.Property("to"), texts)
            ),
            TimelineTypes.IncidentFlapping => texts.Format(
                Number(detail, "mute_mins") == 0 ? TimelineTexts.Flapping : TimelineTexts.FlappingMuted,
                Number(detail, "max_changes"),
                texts.Minutes(Number(detail, "in_mins"))
            ),
            "i_m_reply" => texts[TimelineTexts.MutedReply],
            "i_m_silence" => texts[TimelineTexts.Silenced],
            "i_m_inhibit" => texts[TimelineTexts.Inhibited],
            "i_custom" => texts.Format(TimelineTexts.CustomAction, by),
            "i_wr_create" => texts.Format(TimelineTexts.WarRoomCreate, by),
            "i_wr_delete" => texts.Format(TimelineTexts.WarRoomDelete, by),
            "i_auto_refresh" => texts[TimelineTexts.AutoRefresh],
            TimelineTypes.AlertNew => texts.Format(TimelineTexts.AlertNew, Severity(detail, "severity")),
            TimelineTypes.AlertUpdate => Text(detail, "status") == nameof(EventStatus.Ok)
                ? texts[TimelineTexts.AlertRecovered]
                : texts.Format(TimelineTexts.AlertUpdate, Severity(detail, "status")),
            TimelineTypes.AlertClose => isSystem
                ? texts[TimelineTexts.AlertClosed]
                : texts.Format(TimelineTexts.AlertClose, by),
            TimelineTypes.AlertSilenced => texts.Format(TimelineTexts.AlertSilenced, Text(detail, "rule_name") ?? ""),
            TimelineTypes.AlertInhibited => texts.Format(
                TimelineTexts.AlertInhibited,
                Text(detail, "rule_name") ?? "",
                Text(detail, "source_alert_title") ?? ""
            ),
            _ => entry.Type,
        };
    }

    private string Assigned(string by, bool isSystem, JsonElement detail)
    {
        var rule = Text(detail, "escalate_rule_name") ?? "";
        var people = Names(detail, "to");
        if (rule.Length > 0)
            return people.Length == 0
                ? texts.Format(TimelineTexts.RuleFoundNoMember, rule, Number(detail, "layer_idx") + 1)
                : texts.Format(TimelineTexts.RuleAssigned, rule, Number(detail, "layer_idx") + 1, people);
        people = people.Length == 0 ? Names(detail, "person_ids") : people;
        if (people.Length == 0)
            people = Texts(detail, "emails");
        return isSystem
            ? texts.Format(TimelineTexts.Assigned, people)
            : texts.Format(TimelineTexts.AssignedBy, by, people);
    }

    private string Resolved(string by, JsonElement detail) =>
        Text(detail, "from") switch
        {
            "event" => texts[TimelineTexts.Recovered],
            "autorslv" => texts[TimelineTexts.TimedOut],
            "voice" => texts.Format(TimelineTexts.ClosedByPhone, by),
            "card" => texts.Format(TimelineTexts.ClosedInChat, by),
            _ => texts.Format(TimelineTexts.Closed, by),
        };

    private static List<(string, string)> Links(TimelineItem entry)
    {
        if (entry.Type is not (TimelineTypes.IncidentMerge or TimelineTypes.AlertMerge))
            return [];
        var incidents = new List<JsonElement> { entry.Detail.Property("target_incident") };
        if (entry.Detail.Property("source_incidents") is { ValueKind: JsonValueKind.Array } sources)
            incidents.AddRange(sources.EnumerateArray());
        return
        [
            .. incidents
                .Select(i => (Text(i, "incident_id") ?? "", Text(i, "title") ?? ""))
                .Where(i => i.Item1.Length > 0 && i.Item1 != entry.RefId),
        ];
    }

    private string FieldName(string name) => fields.GetValueOrDefault(name, name);

    private string Name(long memberId) =>
        memberId == 0 ? texts[TimelineTexts.System]
        : members.TryGetValue(memberId, out var member) ? member.PersonName
        : texts[TimelineTexts.FormerMember];

    private string Names(JsonElement detail, string name) =>
        string.Join(texts[ConsoleTexts.ListComma], Ids(detail, name).Select(Name));

    private string Texts(JsonElement detail, string name) =>
        detail.Property(name) is { ValueKind: JsonValueKind.Array } list
            ? string.Join(texts[ConsoleTexts.ListComma], list.EnumerateArray().Select(e => e.ToString()))
            : "";

    private string Severity(JsonElement detail, string name) =>
        WireName<EventStatus>.TryParse(Text(detail, name), out var severity) ? texts[OnCallWords.Text(severity)] : "—";

    private static string? Text(JsonElement detail, string name) =>
        detail.Property(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long Number(JsonElement detail, string name) =>
        detail.Property(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value)
            ? value
            : 0;

    private static IEnumerable<long> Ids(JsonElement detail, string name) =>
        detail.Property(name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
                .Where(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out _))
                .Select(e => e.GetInt64())
            : [];
}

file static class DetailJson
{
    /// <summary>A property; undefined if the detail has none.</summary>
    public static JsonElement Property(this JsonElement detail, string name) =>
        detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty(name, out var value) ? value : default;
}
