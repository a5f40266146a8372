using System.Collections.Frozen;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>PagerDuty's Events API, version 2 (<c>/v2/enqueue</c>): alert events.</summary>
internal static class PagerDutyV2Format
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "routing_key",
        "service_key",
        "event_action",
        "dedup_key",
        "payload",
        "images",
        "links"
    );

    private static readonly FrozenSet<string> KnownPayload = FrozenSet.Create(
        "summary",
        "severity",
        "timestamp",
        "custom_details"
    );

    private static readonly FrozenDictionary<string, EventStatus> Severities = new Dictionary<string, EventStatus>
    {
        ["critical"] = EventStatus.Critical,
        ["error"] = EventStatus.Warning,
        ["warning"] = EventStatus.Warning,
        ["info"] = EventStatus.Info,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ApiException">The body is not an event.</exception>
    public static ParsedPush Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        return Read(document.RootElement);
    }

    internal static ParsedPush Read(JsonElement root)
    {
        var (action, key) = PagerDutyFormat.ReadAction(root, "event_action", "dedup_key");
        if (action == "acknowledge")
            return PagerDutyFormat.Acknowledge(key);
        if (action == "resolve")
            return PagerDutyFormat.Resolve(key);

        var payload = root.Object("payload");
        if (payload.ValueKind != JsonValueKind.Object)
            throw Errors.Missing("payload");
        foreach (var field in (ReadOnlySpan<string>)["summary", "source", "severity"])
        {
            if (string.IsNullOrWhiteSpace(payload.Text(field)))
                throw Errors.Missing($"payload.{field}");
        }

        if (!Severities.TryGetValue(payload.Text("severity"), out var severity))
            throw new ApiException(
                ErrorCode.InvalidParameter,
                JsonFields.NotOneOf("payload.severity", ["critical", "error", "warning", "info"])
            );
        var title = EventText.Line(payload.Text("summary"), EventText.MaxTitle);
        if (title.Length == 0)
            throw Errors.Missing("payload.summary");

        var labels = new LabelSet();
        labels.AddFields(payload, KnownPayload);
        PagerDutyFormat.AddDetails(labels, payload, "custom_details");
        labels.AddFields(root, Known);
        PagerDutyFormat.AddLinks(labels, root.Items("links"));
        var images = new EventImages();
        images.AddAll(root.Items("images"));
        return new ParsedPush
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = key.Length > 0 ? key : AlertKeys.Derive(title, labels.Labels),
                    TitleRule = title,
                    IsPlainTitle = true,
                    Status = severity,
                    Description = PagerDutyFormat.Description(payload, "custom_details"),
                    Labels = labels.Labels,
                    Time = EventText.Time(payload.Text("timestamp")),
                    Images = images.Images,
                },
            ],
        };
    }
}
