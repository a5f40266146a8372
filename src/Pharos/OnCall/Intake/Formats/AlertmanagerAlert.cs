using System.Collections.Frozen;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>One entry of <c>alerts</c> in the webhooks of Alertmanager and Grafana Alerting.</summary>
internal static class AlertmanagerAlert
{
    /// <summary>
    /// The maximum number of alerts in one request. Alertmanager sends all alerts of a group at once and drops a
    /// request that is refused, so this is more than any group of a large installation.
    /// </summary>
    public const int MaxAlerts = 20_000;

    /// <summary>Labels with the severity, in the order of the contract.</summary>
    private static readonly string[] SeverityLabels = ["severity", "priority", "level"];

    /// <summary>Labels that name what is affected, the most specific one first.</summary>
    private static readonly string[] Resources =
    [
        "resource",
        "instance",
        "ident",
        "pod",
        "host",
        "hostname",
        "node",
        "service",
        "job",
    ];

    private static readonly FrozenDictionary<string, EventStatus> Words = new Dictionary<string, EventStatus>
    {
        ["critical"] = EventStatus.Critical,
        ["warning"] = EventStatus.Warning,
        ["warn"] = EventStatus.Warning,
        ["info"] = EventStatus.Info,
        ["acknowledged"] = EventStatus.Info,
        ["unknown"] = EventStatus.Info,
        ["unk"] = EventStatus.Info,
        ["ok"] = EventStatus.Ok,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "status",
        "labels",
        "annotations",
        "startsAt",
        "endsAt",
        "fingerprint",
        "imageURL",
        "valueString"
    );

    /// <summary>Becomes the time of the event.</summary>
    private static readonly FrozenSet<string> TimestampOnly = FrozenSet.Create("timestamp");

    public static Reading Read(JsonElement alert, EntryPath path)
    {
        if (!alert.TryGet("labels", out var sent))
            return new Message(Messages.Missing, path.Field("labels"));
        if (sent.ValueKind != JsonValueKind.Object)
            return JsonFields.WrongType(path.Field("labels"), Messages.KindObject);
        var word = alert.Text("status");
        if (word is not ("firing" or "resolved"))
            return JsonFields.NotOneOf(path.Field("status"), ["firing", "resolved"]);

        var labels = new LabelSet();
        labels.AddFields(sent);
        if (labels.Labels.Count == 0)
            return new Message(IntakeMessages.NoLabels, path.Field("labels"));
        var key = AlertKeys.From(alert.Text("fingerprint"));
        if (key.Length == 0)
            key = AlertKeys.Derive("", labels.Labels); // Annotations may change while an alert fires.
        var severity = Severity(labels);
        var rule = TitleRule(labels);
        var title = rule ?? Listed(labels);
        var annotations = alert.Object("annotations");
        labels.AddFields(annotations, TimestampOnly);
        labels.AddFields(alert, Known);
        var image = new EventImages();
        image.Add(alert.Text("imageURL"));
        var resolved = word == "resolved";
        return new IncomingEvent
        {
            AlertKey = key,
            TitleRule = title,
            IsPlainTitle = rule is null,
            Status = resolved ? EventStatus.Ok : severity,
            Description = EventText.Paragraphs(
                annotations.FirstText("description", "summary", "message"),
                EventText.MaxDescription
            ),
            Labels = labels.Labels,
            Time = EventText.Time(annotations.Text("timestamp")),
            StartedAt = EventText.Time(alert.Text("startsAt")),
            EndedAt = resolved ? EventText.Time(alert.Text("endsAt")) : null,
            Images = image.Images,
        };
    }

    private static EventStatus Severity(LabelSet labels)
    {
        foreach (var name in SeverityLabels)
        {
            if (Words.TryGetValue(labels[name], out var severity))
                return severity;
        }

        return EventStatus.Warning;
    }

    /// <summary>
    /// The rule for the title, "check / resource", with those of the two that the alert has, because unknown variables
    /// would stay in the title. Null if it has neither.
    /// </summary>
    private static string? TitleRule(LabelSet labels)
    {
        var resource = Array.Find(Resources, name => labels[name].Length > 0);
        var named = labels["alertname"].Length > 0;
        if (resource is null)
            return named ? "$alertname" : null;
        return named ? $"$alertname::${resource}" : '$' + resource;
    }

    private static string Listed(LabelSet labels) =>
        EventText.Line(
            string.Join(
                ", ",
                labels.Labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal)
            ),
            EventText.MaxTitle
        );
}
