using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary><c>/status-page/change/</c>, as far as maintenances need it, but for what publishes one.</summary>
internal static class MaintenanceOperations
{
    /// <summary>Until the server has said what it is.</summary>
    private const string Provisional = "new";

    private static readonly string[] Statuses = ["scheduled", "ongoing", "completed"];

    public static readonly ModelOperation[] All =
    [
        new("GET", "/status-page/change/info", 8, (model, draw, _) => DrawOne(model, draw), Info),
        new(
            "GET",
            "/status-page/change/active/list",
            3,
            (model, draw, _) =>
                new() { ["page_id"] = draw.Id(model.Pages.Select(p => p.Id)), ["type"] = "maintenance" },
            Active
        ),
        new("POST", "/status-page/change/create", 4, PublishMaintenance.Draw, PublishMaintenance.Answer),
        new("POST", "/status-page/change/timeline/create", 12, DrawUpdate, Update),
        new("POST", "/status-page/change/timeline/update", 3, DrawCorrection, Correct),
        ModelOperation.Post("/status-page/change/timeline/delete", 2, DrawUpdateOf, Take),
        ModelOperation.Post("/status-page/change/delete", 1, DrawOne, Delete),
    ];

    private static JsonObject DrawOne(AccountModel model, Draw draw)
    {
        var there = model.Maintenances.Any() ? draw.One<Maintenance>([.. model.Maintenances]) : null;
        return new JsonObject
        {
            ["page_id"] = there is null || draw.Chance(8) ? draw.Id(model.Pages.Select(p => p.Id)) : there.PageId,
            ["change_id"] = there is null || draw.Chance(5) ? 12345 : there.Id,
        };
    }

    private static Maintenance Find(Asked asked)
    {
        asked.Id("page_id");
        var id = asked.Id("change_id");
        var page = asked.Page();
        return asked.Model.Maintenances.Find(id) is { } found && found.PageId == page.Id
            ? found
            : throw Refused.NotFound("change_id");
    }

    private static JsonNode Info(Asked asked) => Item(asked, Find(asked), data => data);

    private static JsonNode Active(Asked asked)
    {
        asked.Id("page_id");
        _ = asked.Text("type") ?? throw Refused.Invalid("type");
        var page = asked.Page();
        var open = Sorting.By(
            asked.Model.Maintenances.Where(m => m.PageId == page.Id && m.StatusOf() != "completed"),
            false,
            m => m.StartAt,
            m => m.Id
        );
        return new JsonObject
        {
            ["total"] = open.Count,
            ["has_next_page"] = false,
            ["items"] = Comparison.Array(open.Select((m, i) => Item(asked, m, data => data["items"]?[i]))),
        };
    }

    private static JsonObject DrawUpdate(AccountModel model, Draw draw, long now)
    {
        var request = DrawOne(model, draw);
        foreach (
            var (name, value) in draw.Maybe(
                (97, "status", () =>
                    draw.Chance(4) ? "resolved" : draw.One("scheduled", "ongoing", "ongoing", "completed", "completed")
                ),
                (97, "description", () => draw.One("By hand.", "As said.", " ")),
                (30, "at_seconds", () => now + draw.One(-7200, -600, -60, 0, 60, 3600)),
                (60, "component_changes", () => PublishMaintenance.Says(model, draw, request))
            )
        )
            request[name] = value?.DeepClone();
        return request;
    }

    private static JsonNode Update(Asked asked)
    {
        asked.Demand(Rights.Events);
        asked.Id("page_id");
        asked.Id("change_id");
        var status = asked.Text("status") ?? throw Refused.Invalid("status");
        _ = asked.Line("description") ?? throw Refused.Invalid("description");
        var before = Find(asked);
        if (!Statuses.Contains(status))
            throw Refused.Invalid("status");
        var entry = new Entry(
            Provisional,
            asked["at_seconds"]?.GetValue<long>() ?? asked.Now,
            status,
            asked.Text("description")!,
            PublishMaintenance.Checked(asked, asked["component_changes"], "component_changes")
        );
        var after = before.With(entry).Rewritten(before, asked.Now, "");
        var id = asked.Learn(data => data["update_id"]);
        asked.Model.Put(
            after with
            {
                Updates = [.. after.Updates.Select(u => u.Id == Provisional ? u with { Id = id } : u)],
            }
        );
        return new JsonObject { ["update_id"] = id };
    }

    private static JsonObject DrawUpdateOf(AccountModel model, Draw draw)
    {
        var request = DrawOne(model, draw);
        var there = model.Maintenances.Find(request["change_id"]!.GetValue<long>());
        // Those that the server created and no one has read yet are not known.
        var known = there?.Updates.FindAll(u => u.Id.Length > 0) ?? [];
        request["update_id"] =
            known.IsEmpty || draw.Chance(5) ? "01KC3GAZ6ZJE40H55GM31RPWZE" : draw.One<Entry>(known).Id;
        return request;
    }

    private static JsonObject DrawCorrection(AccountModel model, Draw draw, long now)
    {
        var request = DrawUpdateOf(model, draw);
        foreach (
            var (name, value) in draw.Maybe(
                (60, "at_seconds", () => now + draw.One(-7200, -600, -60, 0, 60, 3600)),
                (40, "description", () => draw.One("Better said.", " "))
            )
        )
            request[name] = value?.DeepClone();
        return request;
    }

    private static JsonNode Correct(Asked asked)
    {
        asked.Demand(Rights.Events);
        var id = UpdateId(asked);
        if (asked.Has("description") && asked.Line("description") is null)
            throw Refused.Invalid("description");
        var before = Find(asked);
        var old = before.Updates.Find(u => u.Id == id) ?? throw Refused.NotFound("update_id");
        var entry = old with
        {
            Text = asked.Text("description") ?? old.Text,
            At = asked["at_seconds"]?.GetValue<long>() ?? old.At,
        };
        var moved = before with { Updates = MaintenanceRules.InOrder(before.Updates.Replace(old, entry)) };
        if (entry.At < before.StartAt && old.At >= before.StartAt && before.Updates[0] == old)
            moved = moved with { StartAt = entry.At };
        asked.Model.Put(moved.Rewritten(before, asked.Now, "at_seconds"));
        return new JsonObject();
    }

    private static JsonNode Take(Asked asked)
    {
        asked.Demand(Rights.Events);
        var id = UpdateId(asked);
        var before = Find(asked);
        var old = before.Updates.Find(u => u.Id == id) ?? throw Refused.NotFound("update_id");
        if (before.Updates.Count == 1)
            throw Refused.Invalid("update_id");
        asked.Model.Put(
            (before with { Updates = before.Updates.Remove(old) }).Rewritten(before, asked.Now, "update_id")
        );
        return new JsonObject();
    }

    private static string UpdateId(Asked asked)
    {
        asked.Id("page_id");
        asked.Id("change_id");
        return asked.Text("update_id") ?? throw Refused.Invalid("update_id");
    }

    private static JsonNode Delete(Asked asked)
    {
        asked.Demand(Rights.Events);
        asked.Model.Maintenances = asked.Model.Maintenances.Without(Find(asked).Id);
        return new JsonObject();
    }

    /// <param name="where">
    /// Finds it in the answer, from which the IDs of updates that the server made by itself are learnt.
    /// </param>
    private static JsonObject Item(Asked asked, Maintenance m, Func<JsonNode, JsonNode?> where)
    {
        for (var i = 0; i < m.Updates.Count; i++)
        {
            var entry = m.Updates[i];
            if (entry.Id.Length == 0)
                m = m with
                {
                    Updates = m.Updates.SetItem(
                        i,
                        entry with
                        {
                            Id = asked.Learn(data =>
                                where(data)?["updates"] is JsonArray all && all.Count > i ? all[i]!["update_id"] : null
                            ),
                        }
                    ),
                };
        }

        Assert.Equal(m.Updates.Count, m.Updates.Select(u => u.Id).Distinct().Count());
        asked.Model.Put(m);
        var components = asked.Model.Pages.Find(p => p.Id == m.PageId)!.Components;
        return new JsonObject
        {
            ["change_id"] = m.Id,
            ["page_id"] = m.PageId,
            ["type"] = "maintenance",
            ["title"] = m.Title,
            ["description"] = m.Description,
            ["status"] = m.StatusOf(),
            ["affected_components"] = Comparison.Array(
                m.Affected()
                    .Select(c =>
                    {
                        var item = JsonNode.Parse(components[c.Component])!.AsObject();
                        item["status"] = c.Status;
                        return item;
                    })
            ),
            ["responder_ids"] = new JsonArray(),
            ["linked_change_ids"] = new JsonArray(),
            ["start_at_seconds"] = m.StartAt,
            ["close_at_seconds"] = m.CloseOf(),
            ["is_retrospective"] = false,
            ["updates"] = Comparison.Array(
                m.Updates.Select(u => new JsonObject
                {
                    ["update_id"] = u.Id,
                    ["at_seconds"] = u.At,
                    ["status"] = u.Status,
                    ["description"] = u.Text,
                    ["component_changes"] = Comparison.Array(
                        u.Says.Select(s => new JsonObject
                        {
                            ["component_id"] = s.Component,
                            ["component_name"] = JsonNode.Parse(components[s.Component])!["name"]!.GetValue<string>(),
                            ["status"] = s.Status,
                        })
                    ),
                })
            ),
            ["notify_subscribers"] = false,
            ["auto_update_by_schedule"] = m.MovesByItself,
        };
    }
}
