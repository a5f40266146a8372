using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Sections;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class SectionSamples
{
    [Sample("/status-page/section/upsert")]
    public static object Upsert(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            sections = new[]
            {
                new
                {
                    section_id = page.SectionId,
                    name = "Edge",
                    description = "The edge.",
                    order_id = 3,
                    hide_uptime = true,
                    hide_all = false,
                },
            },
        };

    [Sample("/status-page/section/delete")]
    public static object Delete(SamplePage page) =>
        new { page_id = page.PageId, section_ids = new[] { page.SectionId } };

    [HostileSample("/status-page/section/upsert")]
    public static JsonObject HostileUpsert(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["sections"] = new JsonArray(
                new JsonObject
                {
                    ["section_id"] = world.SectionId,
                    ["name"] = "Core",
                    ["description"] = "What matters.",
                    ["order_id"] = 1,
                    ["hide_uptime"] = true,
                    ["hide_all"] = false,
                },
                new JsonObject { ["name"] = "Edge" }
            ),
        };

    [HostileSample("/status-page/section/delete")]
    public static JsonObject HostileDelete(HostileWorld world) =>
        new() { ["page_id"] = world.PageId, ["section_ids"] = new JsonArray(world.SectionId) };
}
