using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Components;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class ComponentSamples
{
    [Sample("/status-page/component/upsert")]
    public static object Upsert(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            components = new[]
            {
                new
                {
                    component_id = page.ComponentId,
                    section_id = page.SectionId,
                    name = "Web",
                    description = "The site.",
                    order_id = 7,
                    available_since_seconds = 1700000000,
                    hide_uptime = true,
                    hide_all = false,
                },
            },
        };

    [Sample("/status-page/component/delete")]
    public static object Delete(SamplePage page) =>
        new { page_id = page.PageId, component_ids = new[] { page.SpareComponentId } };

    [HostileSample("/status-page/component/upsert")]
    public static JsonObject HostileUpsert(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["components"] = new JsonArray(
                new JsonObject
                {
                    ["component_id"] = world.Components[0],
                    ["section_id"] = world.SectionId,
                    ["name"] = "API",
                    ["description"] = "The API.",
                    ["order_id"] = 3,
                    ["available_since_seconds"] = world.Now - 1000,
                    ["hide_uptime"] = false,
                    ["hide_all"] = false,
                },
                new JsonObject { ["name"] = "Queue" }
            ),
        };

    [HostileSample("/status-page/component/delete")]
    public static JsonObject HostileDelete(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["component_ids"] = new JsonArray(world.Components[1], world.Components[2]),
        };
}
