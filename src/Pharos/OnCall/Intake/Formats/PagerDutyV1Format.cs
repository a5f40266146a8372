using System.Collections.Frozen;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// PagerDuty's Events API, version 1 (<c>/generic/2010-04-15/create_event.json</c>). It has no severity; as in
/// PagerDuty, all alerts are critical.
/// </summary>
internal static class PagerDutyV1Format
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "service_key",
        "routing_key",
        "event_type",
        "incident_key",
        "description",
        "details",
        "contexts"
    );

    /// <exception cref="ApiException">The body is not an event.</exception>
    public static ParsedPush Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        return Read(document.RootElement);
    }

    internal static ParsedPush Read(JsonElement root)
    {
        var (action, key) = PagerDutyFormat.ReadAction(root, "event_type", "incident_key");
        if (action == "acknowledge")
            return PagerDutyFormat.Acknowledge(key);
        if (action == "resolve")
            return PagerDutyFormat.Resolve(key);
        var title = EventText.Line(root.Text("description"), EventText.MaxTitle);
        if (title.Length == 0)
            throw Errors.Missing("description");

        var labels = new LabelSet();
        PagerDutyFormat.AddDetails(labels, root, "details");
        labels.AddFields(root, Known);
        var contexts = root.Items("contexts").ToLookup(context => context.Text("type"), StringComparer.Ordinal);
        PagerDutyFormat.AddLinks(labels, contexts["link"]);
        var images = new EventImages();
        images.AddAll(contexts["image"]);
        return new ParsedPush
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = key.Length > 0 ? key : AlertKeys.Derive(title, labels.Labels),
                    TitleRule = title,
                    IsPlainTitle = true,
                    Status = EventStatus.Critical,
                    Description = PagerDutyFormat.Description(root, "details"),
                    Labels = labels.Labels,
                    Images = images.Images,
                },
            ],
        };
    }
}
