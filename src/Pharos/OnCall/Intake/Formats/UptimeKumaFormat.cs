using System.Text.Json;
using System.Text.RegularExpressions;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// The JSON webhook of Uptime Kuma 1 and 2: a <c>heartbeat</c> and its <c>monitor</c>. Expiring certificates and tests
/// have only a <c>msg</c>.
/// </summary>
internal static partial class UptimeKumaFormat
{
    private const string Down = "0";
    private const string Up = "1";
    private const string Pending = "2";
    private const string Maintenance = "3";

    /// <summary>
    /// The fields of a monitor that become labels. Some of the others are passwords and request headers.
    /// </summary>
    private static readonly string[] MonitorFields =
    [
        "name",
        "pathName",
        "type",
        "url",
        "hostname",
        "port",
        "description",
        "parent",
        "keyword",
        "dns_resolve_type",
        "docker_container",
    ];

    /// <exception cref="ApiException">The body is not a webhook of Uptime Kuma.</exception>
    public static ParsedPush Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        var root = document.RootElement;
        if (root.TryGet("heartbeat", out var heartbeat))
            return heartbeat.ValueKind == JsonValueKind.Object
                ? Read(heartbeat, root.Object("monitor"), root.Text("msg"))
                : throw new ApiException(
                    ErrorCode.InvalidParameter,
                    JsonFields.WrongType("heartbeat", Messages.KindObject)
                );
        var message = EventText.Line(root.Text("msg"), EventText.MaxTitle);
        if (message.Length == 0)
            throw Errors.Invalid(IntakeMessages.NotWebhookOf, "Uptime Kuma", "heartbeat, msg");
        return message.EndsWith(" Testing", StringComparison.Ordinal) ? ParsedPush.Nothing : Notice(message);
    }

    private static ParsedPush Read(JsonElement heartbeat, JsonElement monitor, string message)
    {
        var state = heartbeat.Text("status");
        if (state is Pending or Maintenance)
            return ParsedPush.Nothing;
        if (state is not (Down or Up))
            throw new ApiException(
                ErrorCode.InvalidParameter,
                JsonFields.NotOneOf("heartbeat.status", [Down, Up, Pending, Maintenance])
            );
        var id = heartbeat.FirstText("monitorID", "monitor_id") is { Length: > 0 } own ? own : monitor.Text("id");
        var name = monitor.FirstText("pathName", "name");
        if (id.Length == 0 && name.Length == 0)
            throw Errors.Missing("heartbeat.monitorID");

        var labels = new LabelSet();
        foreach (var field in MonitorFields)
            labels.Add(field, monitor.Text(field));
        var severity = EventStatus.Critical;
        foreach (var tag in monitor.Items("tags"))
        {
            var value = tag.Text("value");
            labels.Add(tag.Text("name"), value.Length > 0 ? value : "true");
            if (tag.Text("name") == "severity" && Enum.TryParse<EventStatus>(value, true, out var word))
                severity = word is EventStatus.Warning or EventStatus.Info ? word : severity;
        }

        // A monitor without an address, such as one that waits for pushes, has a placeholder.
        var resource = monitor.FirstText("hostname", "url") is var address and not "https://" ? address : "";
        var title = EventText.Line(
            (name.Length > 0 ? name : id) + (resource.Length > 0 ? $" / {resource}" : ""),
            EventText.MaxTitle
        );
        return new ParsedPush
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = AlertKeys.FromOrDerive(id, title, labels.Labels),
                    TitleRule = title,
                    IsPlainTitle = true,
                    Status = state == Up ? EventStatus.Ok : severity,
                    Description = EventText.Paragraphs(
                        heartbeat.FirstText("msg") is { Length: > 0 } reason ? reason : message,
                        EventText.MaxDescription
                    ),
                    Labels = labels.Labels,
                    Time = EventText.Time(heartbeat.Text("time")),
                },
            ],
        };
    }

    /// <summary>A message about a certificate, which counts down the days: the key leaves numbers out.</summary>
    private static ParsedPush Notice(string message) =>
        new()
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = AlertKeys.Derive(Digits().Replace(message, "#"), new Dictionary<string, string>()),
                    TitleRule = message,
                    IsPlainTitle = true,
                    Status = EventStatus.Warning,
                },
            ],
        };

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
