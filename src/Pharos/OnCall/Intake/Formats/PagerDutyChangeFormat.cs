using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// PagerDuty's change events (<c>/v2/change/enqueue</c>). Each reports something that is done, and has no key of its
/// own.
/// </summary>
internal static class PagerDutyChangeFormat
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create("summary", "timestamp", "custom_details");

    /// <exception cref="ApiException">The body is not a change event.</exception>
    public static IncomingChange Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        var root = document.RootElement;
        var payload = root.Object("payload");
        if (payload.ValueKind != JsonValueKind.Object)
            throw Errors.Missing("payload");
        var title = EventText.Line(payload.Text("summary"), EventText.MaxTitle);
        if (title.Length == 0)
            throw Errors.Missing("payload.summary");
        var labels = new LabelSet();
        labels.AddFields(payload, Known);
        PagerDutyFormat.AddDetails(labels, payload, "custom_details");
        PagerDutyFormat.AddLinks(labels, root.Items("links").Skip(1));
        var time = EventText.Time(payload.Text("timestamp"));
        return new IncomingChange
        {
            // Two deployments of one service differ in their time, or in the build that the labels name.
            ChangeKey = AlertKeys.Derive(title + '\n' + time?.ToString(CultureInfo.InvariantCulture), labels.Labels),
            Title = title,
            Status = ChangeStatus.Done,
            Description = PagerDutyFormat.Description(payload, "custom_details"),
            Link = root.Items("links").Select(link => EventText.Link(link.Text("href"))).FirstOrDefault(""),
            Labels = labels.Labels,
            Time = time,
        };
    }
}
