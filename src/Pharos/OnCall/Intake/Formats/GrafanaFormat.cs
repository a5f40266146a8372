using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// The webhooks of Grafana: that of Grafana Alerting (version 9 and later), which resembles Alertmanager's, and the
/// legacy one (versions 4 to 8), which has one alert with a <c>state</c>.
/// </summary>
internal static class GrafanaFormat
{
    /// <summary>The maximum number of measured series that are kept of a legacy alert.</summary>
    private const int MaxMatches = 10;

    private static readonly string[] States = ["alerting", "no_data", "ok", "paused", "pending"];

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "title",
        "state",
        "message",
        "tags",
        "evalMatches",
        "imageUrl",
        "image_url"
    );

    /// <exception cref="ApiException">The body is not a webhook of Grafana.</exception>
    public static ParsedPush Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        var root = document.RootElement;
        // The new form also has a state.
        if (root.TryGet("alerts", out var alerts))
            return PrometheusFormat.Read(root, alerts);
        return root.TryGet("state", out _)
            ? Legacy(root)
            : throw Errors.Invalid(IntakeMessages.NotWebhookOf, "Grafana", "alerts");
    }

    private static ParsedPush Legacy(JsonElement root)
    {
        var state = root.Text("state");
        if (!States.Contains(state))
            throw new ApiException(ErrorCode.InvalidParameter, JsonFields.NotOneOf("state", States));
        if (state is "paused" or "pending")
            return ParsedPush.Nothing; // Neither a problem nor a recovery.
        var title = EventText.Line(root.FirstText("ruleName", "title"), EventText.MaxTitle);
        if (title.Length == 0)
            throw Errors.Missing("ruleName");
        var labels = new LabelSet();
        labels.AddFields(root.Object("tags"));
        var description = new StringBuilder(root.Text("message"));
        foreach (var match in root.Items("evalMatches").Take(MaxMatches))
        {
            var metric = match.Text("metric");
            labels.AddFields(match.Object("tags"));
            labels.Add(metric, match.Text("value"));
            description.Append(CultureInfo.InvariantCulture, $"\n{metric}: {match.Text("value")}");
        }

        labels.AddFields(root, Known);
        var rule = root.Text("ruleId");
        var image = new EventImages();
        image.Add(root.FirstText("imageUrl", "image_url"));
        return new ParsedPush
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = AlertKeys.From(rule is "" or "0" ? title : $"{root.FirstText("orgId")}/{rule}"),
                    TitleRule = title,
                    IsPlainTitle = true,
                    Status = state switch
                    {
                        "no_data" => EventStatus.Critical,
                        "alerting" => EventStatus.Warning,
                        _ => EventStatus.Ok,
                    },
                    Description = EventText.Paragraphs(description.ToString(), EventText.MaxDescription),
                    Labels = labels.Labels,
                    Images = image.Images,
                },
            ],
        };
    }
}
