using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// What the two versions of PagerDuty's Events API have in common. Version 2 has an <c>event_action</c>, version 1 an
/// <c>event_type</c>.
/// </summary>
internal static class PagerDutyFormat
{
    /// <summary>The maximum number of links that become labels.</summary>
    private const int MaxLinks = 5;

    internal static readonly string[] Actions = ["trigger", "acknowledge", "resolve"];

    /// <summary>Details that describe the problem; Alertmanager lists its alerts in the last one.</summary>
    private static readonly string[] Descriptions = ["description", "message", "body", "firing"];

    /// <summary>Reads an event of either version.</summary>
    /// <exception cref="ApiException">The body is not an event.</exception>
    public static ParsedPush Parse(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        return document.RootElement.TryGet("event_type", out _) && !document.RootElement.TryGet("event_action", out _)
            ? PagerDutyV1Format.Read(document.RootElement)
            : PagerDutyV2Format.Read(document.RootElement);
    }

    /// <summary>
    /// The integration key in a body, <c>routing_key</c> or <c>service_key</c>; null without one. Reads no further
    /// than needed and never fails: <see cref="Parse"/> reports malformed bodies.
    /// </summary>
    public static string? FindKey(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isKey = reader.ValueTextEquals("routing_key"u8) || reader.ValueTextEquals("service_key"u8);
                reader.Read();
                if (isKey && reader.TokenType == JsonTokenType.String)
                    return reader.GetString();
                reader.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Malformed, or a key with half a surrogate pair.
        }

        return null;
    }

    /// <summary>The action of an event, and its key for actions that need one.</summary>
    /// <exception cref="ApiException">The action is unknown, or its key is missing.</exception>
    internal static (string Action, string Key) ReadAction(JsonElement root, string actionField, string keyField)
    {
        if (!root.TryGet(actionField, out var value))
            throw Errors.Missing(actionField);
        var action = value.Text();
        if (!Actions.Contains(action))
            throw new ApiException(ErrorCode.InvalidParameter, JsonFields.NotOneOf(actionField, Actions));
        var key = AlertKeys.From(root.Text(keyField));
        return action != "trigger" && key.Length == 0
            ? throw Errors.Invalid(IntakeMessages.NeededWhen, keyField, actionField, action)
            : (action, key);
    }

    internal static ParsedPush Acknowledge(string key) =>
        new()
        {
            Actions =
            [
                new IncomingAction
                {
                    Kind = ActionKind.Acknowledge,
                    Alert = new AlertReference(AlertReferenceKind.Key, key),
                },
            ],
        };

    /// <summary>
    /// A recovery. PagerDuty ignores everything but the key, and so do we: its summary says "resolved".
    /// </summary>
    internal static ParsedPush Resolve(string key) =>
        new()
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = key,
                    TitleRule = "",
                    IsPlainTitle = true,
                    Status = EventStatus.Ok,
                },
            ],
        };

    /// <summary>The details, which are an object in most integrations, but may be any value.</summary>
    internal static void AddDetails(LabelSet labels, JsonElement parent, string field)
    {
        if (!parent.TryGet(field, out var details))
            return;
        if (details.ValueKind == JsonValueKind.Object)
            labels.AddFields(details);
        else
            labels.Add(field, details.Text());
    }

    internal static string Description(JsonElement parent, string field)
    {
        var details = parent.Object(field);
        var text = details.ValueKind == JsonValueKind.Object ? details.FirstText(Descriptions) : parent.Text(field);
        return EventText.Paragraphs(text, EventText.MaxDescription);
    }

    /// <summary>Adds the labels <c>link</c>, <c>link_2</c> and so on.</summary>
    internal static void AddLinks(LabelSet labels, IEnumerable<JsonElement> links)
    {
        foreach (var (index, link) in links.Take(MaxLinks).Index())
            labels.Add(index == 0 ? "link" : $"link_{index + 1}", EventText.Link(link.Text("href")));
    }
}
