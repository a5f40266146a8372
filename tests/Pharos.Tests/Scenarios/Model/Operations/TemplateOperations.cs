using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/status-page/template/</c></summary>
internal static class TemplateOperations
{
    private static readonly string[] Incident = ["investigating", "identified", "monitoring", "resolved"];
    private static readonly string[] Maintenance = ["scheduled", "ongoing", "completed"];

    public static readonly ModelOperation[] All =
    [
        new(
            "GET",
            "/status-page/template/list",
            5,
            (model, draw, _) =>
                new()
                {
                    ["page_id"] = draw.Id(model.Pages.Select(p => p.Id)),
                    ["type"] = draw.One("pre_defined", "message"),
                },
            List
        ),
        ModelOperation.Post("/status-page/template/upsert", 6, DrawUpsert, Upsert),
        ModelOperation.Post("/status-page/template/delete", 2, DrawDelete, Delete),
    ];

    private static JsonNode List(Asked asked)
    {
        var pageId = asked.Id("page_id");
        var type = asked.Text("type") ?? throw Refused.Invalid("type");
        _ = asked.Page();
        return new JsonObject
        {
            ["items"] = Comparison.Array(
                asked
                    .Model.Templates.Where(t => t.PageId == pageId && t.Type == type)
                    .OrderBy(t => t.MadeAt)
                    .ThenBy(t => t.Id, StringComparer.Ordinal)
                    .Select(t => new JsonObject
                    {
                        ["template_id"] = t.Id,
                        ["title"] = t.Title,
                        ["event_type"] = t.EventType,
                        ["status"] = t.Status,
                        ["description"] = t.Description,
                        ["messages"] =
                            type == "message"
                                ? new JsonObject(t.Messages.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)))
                                : null,
                    })
            ),
        };
    }

    private static JsonObject DrawUpsert(AccountModel model, Draw draw)
    {
        var there = model.Templates.Count > 0 && draw.Chance(50) ? draw.One<Template>(model.Templates) : null;
        var eventType = draw.One("incident", "maintenance");
        var statuses =
            draw.Chance(5) ? Incident
            : eventType == "incident" ? Incident
            : Maintenance;
        var template = draw.Maybe(
            (97, "title", () => draw.One("Outage", " Slow ", "Work", "  ")),
            (97, "event_type", () => eventType),
            (97, "status", () => draw.One(statuses)),
            (50, "description", () => draw.One("We are looking.", "", "Soon.")),
            (40, "messages", () =>
                new JsonObject(
                    draw.Some(statuses, 2)
                        .Distinct()
                        .Select(s => KeyValuePair.Create(s, (JsonNode?)draw.One("It is " + s, "Text", " ")))
                )
            )
        );
        if (there is not null)
            template["template_id"] = draw.Chance(8) ? draw.One("01KC3GAZ6ZJE40H55GM31RPWZE", "x") : there.Id;
        return new JsonObject
        {
            ["page_id"] = there is null || draw.Chance(8) ? draw.Id(model.Pages.Select(p => p.Id)) : there.PageId,
            ["type"] = there is null || draw.Chance(8) ? draw.One("pre_defined", "message") : there.Type,
            ["template"] = template,
        };
    }

    private static JsonNode Upsert(Asked asked)
    {
        asked.Demand(Rights.Pages);
        var pageId = asked.Id("page_id");
        var type = asked.Text("type") ?? throw Refused.Invalid("type");
        if (asked["template"] is not JsonObject sent)
            throw Refused.Invalid("template");
        string? Of(string name) => sent[name]?.GetValue<string>();
        var id = Of("template_id");
        if (id is { Length: not 26 })
            throw Refused.Invalid("template.template_id");
        var title = Asked.Named(Of("title"), "template.title", 1, 255);
        var eventType = Of("event_type") ?? throw Refused.Invalid("template.event_type");
        var allowed = eventType == "incident" ? Incident : Maintenance;
        var status =
            Of("status") is { } given && allowed.Contains(given) ? given : throw Refused.Invalid("template.status");
        var messages = Messages(sent, type, allowed);

        _ = asked.Page();
        var there = id is null
            ? null
            : asked.Model.Templates.Find(t => t.Id == id && t.PageId == pageId && t.Type == type)
                ?? throw Refused.NotFound("template.template_id");
        var description = Of("description") is { } text
            ? text.Length == 0
                ? null
                : text
            : there?.Description;
        // Texts that are kept must go with the type of event that it now is.
        messages ??= there?.Messages.Where(m => allowed.Contains(m.Key)).ToImmutableSortedDictionary()
            ?? ImmutableSortedDictionary<string, string>.Empty;
        if (type == "message" && messages.Count == 0)
            messages = messages.Add(status, description ?? throw Refused.Invalid("template.messages"));
        var template = new Template(
            there?.Id ?? asked.Learn(data => data["template_id"]),
            pageId,
            type,
            title,
            eventType,
            status,
            description,
            messages,
            there?.MadeAt ?? asked.Now
        );
        asked.Model.Templates = there is null
            ? asked.Model.Templates.Add(template)
            : asked.Model.Templates.Replace(there, template);
        return new JsonObject { ["template_id"] = template.Id };
    }

    private static ImmutableSortedDictionary<string, string>? Messages(JsonObject sent, string type, string[] allowed)
    {
        if (sent["messages"]?.AsObject() is not { Count: > 0 } messages)
            return null;
        if (type != "message" || messages.Any(m => !allowed.Contains(m.Key)))
            throw Refused.Invalid("template.messages");
        return messages.ToImmutableSortedDictionary(
            m => m.Key,
            m =>
                m.Value!.GetValue<string>() is var text && !string.IsNullOrWhiteSpace(text)
                    ? text
                    : throw Refused.Invalid("template.messages." + m.Key)
        );
    }

    private static JsonObject DrawDelete(AccountModel model, Draw draw)
    {
        var there = model.Templates.Count > 0 ? draw.One<Template>(model.Templates) : null;
        return new JsonObject
        {
            ["page_id"] = there is null || draw.Chance(10) ? draw.Id(model.Pages.Select(p => p.Id)) : there.PageId,
            ["type"] = there is null || draw.Chance(10) ? draw.One("pre_defined", "message") : there.Type,
            ["template_id"] = there?.Id ?? "01KC3GAZ6ZJE40H55GM31RPWZE",
        };
    }

    private static JsonNode Delete(Asked asked)
    {
        asked.Demand(Rights.Pages);
        var pageId = asked.Id("page_id");
        var type = asked.Text("type") ?? throw Refused.Invalid("type");
        var id = asked.Text("template_id") ?? throw Refused.Invalid("template_id");
        _ = asked.Page();
        asked.Model.Templates = asked.Model.Templates.Remove(
            asked.Model.Templates.Find(t => t.Id == id && t.PageId == pageId && t.Type == type)
                ?? throw Refused.NotFound("template_id")
        );
        return new JsonObject();
    }
}
