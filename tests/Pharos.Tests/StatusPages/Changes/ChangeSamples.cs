using System.Globalization;
using System.Text.Json.Nodes;
using Pharos.Kernel;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class ChangeSamples
{
    [Sample("/status-page/change/create")]
    public static object Create(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            type = "incident",
            title = "Slow answers",
            description = "Answers are slow.",
            status = "investigating",
            start_at_seconds = 1712000000,
            responders = new[] { page.Api.Caller.MemberId },
            linked_changes = new[] { page.LinkedChangeId.ToString() },
            notify_subscribers = true,
            updates = new[]
            {
                new
                {
                    at_seconds = 1712000000,
                    status = "investigating",
                    description = "We are looking.",
                    component_changes = new[] { new { component_id = page.ComponentId, status = "degraded" } },
                },
            },
        };

    [Sample("/status-page/change/update")]
    public static object Update(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            change_id = page.ChangeId,
            title = "Very slow answers",
            responders = new[] { page.Api.Caller.MemberId },
            linked_changes = new[] { page.LinkedChangeId.ToString() },
        };

    [Sample("/status-page/change/delete")]
    [Sample("/status-page/change/info")]
    public static object Delete(SamplePage page) => new { page_id = page.PageId, change_id = page.ChangeId };

    [Sample("/status-page/change/list")]
    public static object List(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            type = "incident",
            status = "identified",
            start_at_seconds = 1700000000,
            end_at_seconds = 1800000000,
        };

    [Sample("/status-page/change/active/list")]
    public static object ActiveList(SamplePage page) => new { page_id = page.PageId, type = "incident" };

    [Sample("/status-page/change/timeline/create")]
    public static object TimelineCreate(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            change_id = page.ChangeId,
            at_seconds = 1712000100,
            status = "identified",
            description = "Found it.",
            component_changes = new[] { new { component_id = page.ComponentId, status = "partial_outage" } },
        };

    [Sample("/status-page/change/timeline/update")]
    public static object TimelineUpdate(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            change_id = page.ChangeId,
            update_id = page.UpdateId,
            at_seconds = 1712000200,
            description = "We found it.",
        };

    [Sample("/status-page/change/timeline/delete")]
    public static object TimelineDelete(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            change_id = page.ChangeId,
            update_id = page.UpdateId,
        };

    [HostileSample("/status-page/change/info")]
    [HostileSample("/status-page/change/delete")]
    public static JsonObject HostileInfo(HostileWorld world) =>
        new() { ["page_id"] = world.PageId, ["change_id"] = world.IncidentId };

    [HostileSample("/status-page/change/list")]
    public static JsonObject HostileList(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["type"] = "incident",
            ["status"] = "identified",
            ["start_at_seconds"] = 1,
            ["end_at_seconds"] = world.Now + 1,
            ["p"] = 1,
            ["limit"] = 10,
        };

    [HostileSample("/status-page/change/active/list")]
    public static JsonObject HostileActiveList(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["type"] = "incident",
            ["p"] = 1,
            ["limit"] = 10,
        };

    [HostileSample("/status-page/change/create", AlsoRequired = ["updates.0.component_changes"])]
    public static JsonObject HostileCreate(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["type"] = "incident",
            ["title"] = "Down",
            ["description"] = "It is down.",
            ["status"] = "identified",
            ["start_at_seconds"] = world.Now - 600,
            ["responders"] = new JsonArray(world.Owner.Caller.MemberId),
            ["linked_changes"] = new JsonArray(world.MaintenanceId.ToString(CultureInfo.InvariantCulture)),
            ["notify_subscribers"] = true,
            ["is_retrospective"] = false,
            ["auto_update_by_schedule"] = false,
            ["updates"] = new JsonArray(
                new JsonObject
                {
                    ["at_seconds"] = world.Now - 600,
                    ["status"] = "investigating",
                    ["description"] = "Looking.",
                    ["component_changes"] = new JsonArray(world.Change(0, "full_outage"), world.Change(1, "degraded")),
                },
                new JsonObject
                {
                    ["update_id"] = Ids.NewUlid(TimeProvider.System),
                    ["at_seconds"] = world.Now - 300,
                    ["status"] = "identified",
                    ["description"] = "Found.",
                    ["component_changes"] = new JsonArray(world.Change(0, "partial_outage")),
                }
            ),
        };

    [HostileSample("/status-page/change/update")]
    public static JsonObject HostileUpdate(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["change_id"] = world.IncidentId,
            ["title"] = "Slower",
            ["responders"] = new JsonArray(world.Owner.Caller.MemberId),
            ["linked_changes"] = new JsonArray(world.MaintenanceId.ToString(CultureInfo.InvariantCulture)),
        };

    [HostileSample("/status-page/change/timeline/create")]
    public static JsonObject HostileTimelineCreate(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["change_id"] = world.IncidentId,
            ["at_seconds"] = world.Now + 10,
            ["status"] = "monitoring",
            ["description"] = "Watching.",
            ["component_changes"] = new JsonArray(world.Change(0, "degraded")),
        };

    [HostileSample("/status-page/change/timeline/update")]
    public static JsonObject HostileTimelineUpdate(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["change_id"] = world.IncidentId,
            ["update_id"] = world.UpdateId,
            ["at_seconds"] = world.Now + 20,
            ["description"] = "Found it, truly.",
        };

    [HostileSample("/status-page/change/timeline/delete")]
    public static JsonObject HostileTimelineDelete(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["change_id"] = world.IncidentId,
            ["update_id"] = world.UpdateId,
        };
}
