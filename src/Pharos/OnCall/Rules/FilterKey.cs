using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>
/// A key that filters, grouping and inhibit rules read: <c>severity</c>, <c>status</c>, <c>title</c>,
/// <c>description</c>, <c>data_source_id</c> (or <c>integration_id</c>), <c>alert_key</c>, <c>title_rule</c>,
/// <c>dedup_key</c>, <c>labels.NAME</c> or <c>fields.NAME</c>. The older names of the severity and the status, such as
/// <c>alert_severity</c>, are still accepted.
/// </summary>
public readonly record struct FilterKey
{
    private const int MaxLength = 256;
    private const string Labels = "labels.";
    private const string Fields = "fields.";
    private const string Names =
        "severity, status, title, description, data_source_id, integration_id, alert_key, title_rule, dedup_key";

    private FilterKey(Source from, string name) => (From, Name) = (from, name);

    internal enum Source
    {
        Severity,
        Status,
        Title,
        Description,
        Integration,
        AlertKey,
        TitleRule,
        DedupKey,
        Label,
        Field,
    }

    internal Source From { get; }

    /// <summary>The name of the label or field, otherwise the key itself, in its current spelling.</summary>
    public string Name { get; }

    /// <exception cref="ApiException">The key is missing or unknown.</exception>
    public static FilterKey Check(string? text, string field)
    {
        if (text is null)
            throw Errors.Missing(field);
        if (text.Length > MaxLength)
            throw Errors.Invalid(Messages.TooLong, field, MaxLength);
        return Parse(text) ?? throw Errors.Invalid(RuleMessages.UnknownKey, field, Names);
    }

    /// <summary>The subject's value; several values of a field are joined by commas. Null if it is missing.</summary>
    public string? Read(FilterSubject subject) =>
        From switch
        {
            Source.Severity => Text(subject.Severity),
            Source.Status => Text(subject.Status),
            Source.Title => Present(subject.Title),
            Source.Description => Present(subject.Description),
            Source.Integration => subject.IntegrationText,
            Source.AlertKey => Present(subject.AlertKey),
            Source.TitleRule => Present(subject.TitleRule),
            Source.DedupKey => Present(subject.DedupKey),
            Source.Label => subject.Labels.TryGetValue(Name, out var label) ? label : null,
            _ => FieldValues(subject) is { Count: > 0 } values ? string.Join(',', values) : null,
        };

    internal IReadOnlyList<string>? FieldValues(FilterSubject subject) =>
        subject.Fields is { } fields && fields.TryGetValue(Name, out var values) ? values : null;

    private static FilterKey? Parse(string text) =>
        text switch
        {
            "severity" or "alert_severity" or "event_severity" or "incident_severity" => new(
                Source.Severity,
                "severity"
            ),
            "status" or "alert_status" or "event_status" or "incident_status" => new(Source.Status, "status"),
            "title" => new(Source.Title, text),
            "description" => new(Source.Description, text),
            "data_source_id" or "integration_id" => new(Source.Integration, "data_source_id"),
            "alert_key" => new(Source.AlertKey, text),
            "title_rule" => new(Source.TitleRule, text),
            "dedup_key" => new(Source.DedupKey, text),
            _ when text.Length > Labels.Length && text.StartsWith(Labels, StringComparison.Ordinal) => new(
                Source.Label,
                text[Labels.Length..]
            ),
            _ when text.Length > Fields.Length && text.StartsWith(Fields, StringComparison.Ordinal) => new(
                Source.Field,
                text[Fields.Length..]
            ),
            _ => null,
        };

    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Text(EventStatus? status) =>
        status switch
        {
            EventStatus.Critical => nameof(EventStatus.Critical),
            EventStatus.Warning => nameof(EventStatus.Warning),
            EventStatus.Info => nameof(EventStatus.Info),
            EventStatus.Ok => nameof(EventStatus.Ok),
            _ => null,
        };
}
