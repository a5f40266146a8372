using System.Collections.Frozen;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// The contract's own event. Ours: <c>title</c> is another name of <c>title_rule</c>, <c>event_time</c> sets the time
/// in unix seconds, unknown fields become labels, and the body may be an array of events.
/// </summary>
internal static class StandardFormat
{
    public const int MaxEvents = 1000;

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "title_rule",
        "title",
        "event_status",
        "alert_key",
        "description",
        "labels",
        "images",
        "event_time",
        "integration_key"
    );

    /// <exception cref="ApiException">The body is not an event, or not an array.</exception>
    public static ParsedPush Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.Parse(body);
        var root = document.RootElement;
        return root.ValueKind switch
        {
            JsonValueKind.Object => Read(root, EntryPath.Body).OrThrow(),
            JsonValueKind.Array when root.GetArrayLength() > 0 => Entries.Read(root, "events", MaxEvents, Read),
            JsonValueKind.Array => throw Errors.Invalid(Messages.TooFew, "events", 1),
            _ => throw Errors.Invalid(Messages.NotJsonObject),
        };
    }

    private static Reading Read(JsonElement entry, EntryPath path)
    {
        foreach (var name in (ReadOnlySpan<string>)["title_rule", "title", "event_status", "alert_key", "description"])
        {
            if (entry.TryGet(name, out var value) && value.ValueKind != JsonValueKind.String)
                return JsonFields.WrongType(path.Field(name), Messages.KindString);
        }

        if (entry.TryGet("labels", out var sent) && sent.ValueKind != JsonValueKind.Object)
            return JsonFields.WrongType(path.Field("labels"), Messages.KindObject);
        if (entry.TryGet("images", out var images) && images.ValueKind != JsonValueKind.Array)
            return JsonFields.WrongType(path.Field("images"), Messages.KindArray);
        long? time = null;
        if (entry.TryGet("event_time", out var at))
        {
            time = at.ValueKind == JsonValueKind.Number ? EventText.Time(at.Text()) : null;
            if (time is null)
                return new Message(Messages.OutOfRange, path.Field("event_time"), 1, Validate.MaxSeconds);
        }

        var title = EventText.Line(entry.FirstText("title_rule", "title"), EventText.MaxTitle);
        if (title.Length == 0)
            return new Message(Messages.Missing, path.Field("title_rule"));
        if (!entry.TryGet("event_status", out var word))
            return new Message(Messages.Missing, path.Field("event_status"));
        if (!WireName<EventStatus>.TryParse(word.GetString(), out var status))
            return JsonFields.NotOneOf(path.Field("event_status"), WireName<EventStatus>.All);
        var key = AlertKeys.From(entry.Text("alert_key"));
        if (status == EventStatus.Ok && key.Length == 0)
            return new Message(IntakeMessages.NeededWhen, path.Field("alert_key"), "event_status", "Ok");

        var labels = new LabelSet();
        labels.AddFields(sent);
        labels.AddFields(entry, Known);
        var pictures = new EventImages();
        pictures.AddAll(entry.Items("images"));
        return new IncomingEvent
        {
            AlertKey = key.Length > 0 ? key : AlertKeys.Derive(title, labels.Labels),
            TitleRule = title,
            Status = status,
            Description = EventText.Paragraphs(entry.Text("description"), EventText.MaxDescription),
            Labels = labels.Labels,
            Time = time,
            Images = pictures.Images,
        };
    }
}
