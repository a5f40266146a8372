using System.Collections.Frozen;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// Opsgenie's Alert API: create an alert (<c>POST /v2/alerts</c>), and the requests that act on one
/// (<c>POST /v2/alerts/{identifier}/close</c> and its siblings).
/// </summary>
internal static class OpsgenieFormat
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        "message",
        "alias",
        "description",
        "details",
        "tags",
        "responders",
        "visibleTo",
        "actions",
        "note"
    );

    /// <exception cref="ApiException">The body is not an alert.</exception>
    public static ParsedPush ParseCreate(ReadOnlyMemory<byte> body)
    {
        using var document = PushBody.ParseObject(body);
        var root = document.RootElement;
        var title = EventText.Line(root.Text("message"), EventText.MaxTitle);
        if (title.Length == 0)
            throw Errors.Missing("message");
        var severity = root.Text("priority").ToUpperInvariant() switch
        {
            "P1" or "P2" => EventStatus.Critical,
            "P3" or "" => EventStatus.Warning,
            "P4" or "P5" => EventStatus.Info,
            _ => throw new ApiException(
                ErrorCode.InvalidParameter,
                JsonFields.NotOneOf("priority", ["P1", "P2", "P3", "P4", "P5"])
            ),
        };
        var labels = new LabelSet();
        labels.AddFields(root.Object("details"));
        labels.AddFields(root, Known);
        labels.Add("tags", string.Join(',', Texts(root, "tags", "")));
        labels.Add("responders", string.Join(',', Texts(root, "responders", "name")));
        var key = AlertKeys.FromOrDerive(root.Text("alias"), title, labels.Labels);
        return new ParsedPush
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = key,
                    TitleRule = title,
                    IsPlainTitle = true,
                    Status = severity,
                    Description = EventText.Paragraphs(root.Text("description"), EventText.MaxDescription),
                    Labels = labels.Labels,
                },
            ],
            Actions = Comment(root, new AlertReference(AlertReferenceKind.Key, key)),
        };
    }

    /// <param name="identifier">The identifier in the path, decoded.</param>
    /// <param name="identifierType">The query parameter: <c>id</c> (the default), <c>alias</c> or <c>tiny</c>.</param>
    /// <param name="body">May be empty.</param>
    /// <exception cref="ApiException">The type is unknown, or the body is not a JSON object.</exception>
    public static ParsedPush ParseClose(string identifier, string? identifierType, ReadOnlyMemory<byte> body)
    {
        var alert = Reference(identifier, identifierType);
        using var document = OptionalObject(body);
        var root = document.RootElement;
        if (alert.Kind != AlertReferenceKind.Key)
            return new ParsedPush { Actions = [Action(ActionKind.Close, alert, root)] };
        return new ParsedPush
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = alert.Value,
                    TitleRule = "",
                    IsPlainTitle = true,
                    Status = EventStatus.Ok,
                },
            ],
            Actions = Comment(root, alert),
        };
    }

    /// <inheritdoc cref="ParseClose" />
    /// <param name="kind">What the last part of the path asks for.</param>
    public static ParsedPush ParseAction(
        ActionKind kind,
        string identifier,
        string? identifierType,
        ReadOnlyMemory<byte> body
    )
    {
        if (kind == ActionKind.Close)
            return ParseClose(identifier, identifierType, body);
        using var document = OptionalObject(body);
        var action = Action(kind, Reference(identifier, identifierType), document.RootElement);
        return kind == ActionKind.Comment && action.Note.Length == 0
            ? throw Errors.Missing("note")
            : new ParsedPush { Actions = [action] };
    }

    private static IReadOnlyList<IncomingAction> Comment(JsonElement root, AlertReference alert)
    {
        var comment = Action(ActionKind.Comment, alert, root);
        return comment.Note.Length > 0 ? [comment] : [];
    }

    private static IncomingAction Action(ActionKind kind, AlertReference alert, JsonElement root) =>
        new()
        {
            Kind = kind,
            Alert = alert,
            Note = EventText.Paragraphs(root.Text("note"), EventText.MaxDescription),
            Actor = EventText.Line(root.FirstText("user", "source"), EventText.MaxLabelName),
        };

    private static AlertReference Reference(string identifier, string? identifierType)
    {
        var kind = identifierType switch
        {
            null or "" or "id" => AlertReferenceKind.Id,
            "alias" => AlertReferenceKind.Key,
            "tiny" => AlertReferenceKind.Number,
            _ => throw new ApiException(
                ErrorCode.InvalidParameter,
                JsonFields.NotOneOf("identifierType", ["id", "alias", "tiny"])
            ),
        };
        var value = AlertKeys.From(identifier);
        return value.Length > 0 ? new AlertReference(kind, value) : throw Errors.Missing("identifier");
    }

    private static JsonDocument OptionalObject(ReadOnlyMemory<byte> body) =>
        body.Span.Trim(" \t\r\n"u8).IsEmpty ? JsonDocument.Parse("{}") : PushBody.ParseObject(body);

    /// <summary>The texts of a list, or of one field of its objects, as long as they fit into a label.</summary>
    private static IEnumerable<string> Texts(JsonElement root, string list, string field)
    {
        var length = 0;
        return root.Items(list)
            .Select(item => field.Length > 0 ? item.FirstText(field, "username", "id") : item.Text())
            .Where(text => text.Length > 0)
            .TakeWhile(text => (length += text.Length) <= EventText.MaxLabelValue);
    }
}
