using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/status-page/change/create</c>, for a maintenance.</summary>
internal static class PublishMaintenance
{
    private const long Longest = 30 * 24 * 3600;

    public static JsonObject Draw(AccountModel model, Draw draw, long now)
    {
        var status = draw.One("scheduled", "scheduled", "scheduled", "ongoing", "completed");
        var start = now + draw.One(-600, 0, 60, 600, 3600, 86400);
        var request = new JsonObject { ["page_id"] = draw.Id(model.Pages.Select(p => p.Id)), ["type"] = "maintenance" };
        var update = draw.Maybe(
            (85, "status", () => draw.Chance(4) ? "ongoing" : status),
            (80, "description", () => "Planned."),
            (15, "at_seconds", () => now + draw.One(-600, 0, 60)),
            (95, "component_changes", () => Says(model, draw, request))
        );
        var fields = draw.Maybe(
            (97, "title", () => draw.One("Disks", " Network ", " ")),
            (97, "description", () => "We work on it."),
            (97, "status", () => status),
            (85, "start_at_seconds", () => start),
            (80, "close_at_seconds", () => start + draw.One(60, 600, 3600, 172800, Longest, 0)),
            (70, "auto_update_by_schedule", () => draw.Chance(85))
        );
        foreach (var (name, value) in fields)
            request[name] = value?.DeepClone();
        request["updates"] = new JsonArray(update);
        return request;
    }

    public static JsonNode Answer(Asked asked)
    {
        asked.Demand(Rights.Events);
        asked.Id("page_id");
        _ = asked.Text("type") ?? throw Refused.Invalid("type");
        var title = asked.Name("title", 1, 255);
        var description = asked.Line("description") is null
            ? throw Refused.Invalid("description")
            : asked.Text("description")!;
        var status = asked.Text("status") ?? throw Refused.Invalid("status");
        if (asked["updates"]?[0] is not JsonObject sent)
            throw Refused.Invalid("updates");
        var at = sent["at_seconds"]?.GetValue<long>();
        var start = asked["start_at_seconds"]?.GetValue<long>() ?? Math.Min(asked.Now, at ?? asked.Now);
        var end = asked["close_at_seconds"]?.GetValue<long>();
        var byItself = asked.Flag("auto_update_by_schedule");
        var said = Of(sent["component_changes"]);
        // What is only announced is said now; what has begun is said when it begins.
        var first = new Entry(
            "",
            at ?? (status == "scheduled" ? asked.Now : Math.Max(asked.Now, start)),
            sent["status"]?.GetValue<string>() ?? status,
            sent["description"]?.GetValue<string>() ?? "",
            said
        );
        var made = new Maintenance(0, 0, title, description, start, end, byItself, [first]);
        made.DemandRight("updates[0]");
        if (made.StatusOf() != status)
            throw Refused.Invalid("status");
        if (end <= start || (byItself && (end is null || end <= asked.Now || end > asked.Now + Longest)))
            throw Refused.Invalid("close_at_seconds");
        var page = asked.Page();
        DemandOnPage(said, page, "updates[0].component_changes");

        made = made with
        {
            Id = asked.LearnId(data => data["change_id"]),
            PageId = page.Id,
            NextMoveAt = !byItself
                ? null
                : status switch
                {
                    "scheduled" => start,
                    "ongoing" => end,
                    _ => null,
                },
        };
        asked.Model.Put(made);
        return new JsonObject { ["change_id"] = made.Id, ["change_name"] = title };
    }

    /// <param name="request">Says which page it is about.</param>
    public static JsonArray Says(AccountModel model, Draw draw, JsonObject request)
    {
        var page = model.Pages.Find(p => p.Id == request["page_id"]!.GetValue<long>());
        var components = (page is null || draw.Chance(3) ? model.Pages[^1] : page).Components.Keys.ToList();
        return Comparison.Array(
            draw.Some(components, 2)
                .Distinct()
                .Select(c => new JsonObject
                {
                    ["component_id"] = draw.Chance(3) ? "01KC3GAZ6ZJE40H55GM31RPWZE" : c,
                    ["status"] = draw.One(
                        "operational",
                        "operational",
                        "under_maintenance",
                        draw.One("under_maintenance", "degraded")
                    ),
                })
        );
    }

    /// <summary>What an update says of components: those of the page, and nothing that only incidents say.</summary>
    public static ImmutableList<(string Component, string Status)> Checked(Asked asked, JsonNode? sent, string field)
    {
        var said = Of(sent);
        DemandOnPage(said, asked.Page(), field);
        return said;
    }

    private static ImmutableList<(string Component, string Status)> Of(JsonNode? sent)
    {
        var said = sent?.AsArray()
            .Select(c => (c!["component_id"]!.GetValue<string>(), c["status"]!.GetValue<string>()))
            .ToImmutableList()
            ?? [];
        return
            said.TrueForAll(s => s.Item2 is "operational" or "under_maintenance")
            && said.DistinctBy(s => s.Item1).Count() == said.Count
            ? said
            : throw Refused.Invalid("component_changes");
    }

    private static void DemandOnPage(ImmutableList<(string Component, string Status)> said, Page page, string field)
    {
        for (var i = 0; i < said.Count; i++)
        {
            if (!page.Components.ContainsKey(said[i].Component))
                throw Refused.Invalid($"{field}[{i}].component_id");
        }
    }
}
