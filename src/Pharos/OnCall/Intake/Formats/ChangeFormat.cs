using System.Collections.Frozen;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>The contract's own change event (<c>/event/push/change/standard</c>).</summary>
internal static class ChangeFormat
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "change_status",
        "change_key",
        "title",
        "event_time",
        "description",
        "link",
        "labels",
        "integration_key"
    );

    /// <exception cref="ApiException">The body is not a change event.</exception>
    public static IncomingChange Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        var root = document.RootElement;
        foreach (var name in (ReadOnlySpan<string>)["change_status", "change_key", "title", "description", "link"])
        {
            if (root.TryGet(name, out var value) && value.ValueKind != JsonValueKind.String)
                throw new ApiException(ErrorCode.InvalidParameter, JsonFields.WrongType(name, Messages.KindString));
        }

        if (root.TryGet("labels", out var sent) && sent.ValueKind != JsonValueKind.Object)
            throw new ApiException(ErrorCode.InvalidParameter, JsonFields.WrongType("labels", Messages.KindObject));
        if (!root.TryGet("change_status", out var word))
            throw Errors.Missing("change_status");
        if (!WireName<ChangeStatus>.TryParse(word.GetString(), out var status))
            throw new ApiException(
                ErrorCode.InvalidParameter,
                JsonFields.NotOneOf("change_status", WireName<ChangeStatus>.All)
            );
        var key = AlertKeys.From(root.Text("change_key"));
        if (key.Length == 0)
            throw Errors.Missing("change_key");
        var title = EventText.Line(root.Text("title"), EventText.MaxTitle);
        if (title.Length == 0)
            throw Errors.Missing("title");
        long? time = null;
        if (root.TryGet("event_time", out var at))
            time = (at.ValueKind == JsonValueKind.Number ? EventText.Time(at.Text()) : null)
                ?? throw Errors.Invalid(Messages.OutOfRange, "event_time", 1, Validate.MaxSeconds);

        var labels = new LabelSet();
        labels.AddFields(sent);
        labels.AddFields(root, Known);
        var link = EventText.Link(root.Text("link"));
        if (link.Length == 0)
            labels.Add("link", root.Text("link")); // The number of a ticket.
        return new IncomingChange
        {
            ChangeKey = key,
            Title = title,
            Status = status,
            Description = EventText.Paragraphs(root.Text("description"), EventText.MaxDescription),
            Link = link,
            Labels = labels.Labels,
            Time = time,
        };
    }
}
