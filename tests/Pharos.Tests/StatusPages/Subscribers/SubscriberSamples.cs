using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Subscribers;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class SubscriberSamples
{
    [Sample("/status-page/subscriber/list")]
    public static object List(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            component_ids = page.ComponentId,
            p = 1,
            limit = 20,
        };

    [Sample("/status-page/subscriber/import")]
    public static object Import(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            method = "email",
            subscribers = new[]
            {
                new
                {
                    recipient = "bob@example.com",
                    component_ids = new[] { page.ComponentId },
                    change_ids = new[] { page.ChangeId },
                    all = false,
                    locale = "zh-CN",
                },
            },
        };

    [Sample("/status-page/subscriber/export")]
    public static object Export(SamplePage page) =>
        new { page_id = page.PageId, component_ids = new[] { page.ComponentId } };

    [HostileSample("/status-page/subscriber/list")]
    public static JsonObject HostileList(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["component_ids"] = world.Components[0],
            ["p"] = 1,
            ["limit"] = 10,
        };

    [HostileSample("/status-page/subscriber/import")]
    public static JsonObject HostileImport(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["method"] = "email",
            ["subscribers"] = new JsonArray(
                new JsonObject
                {
                    ["recipient"] = "alice@example.com",
                    ["all"] = true,
                    ["locale"] = "en-US",
                },
                new JsonObject
                {
                    ["recipient"] = "bob@example.com",
                    ["component_ids"] = new JsonArray(world.Components[0]),
                    ["change_ids"] = new JsonArray(world.IncidentId),
                    ["all"] = false,
                    ["locale"] = "zh-CN",
                }
            ),
        };

    [HostileSample("/status-page/subscriber/export")]
    public static JsonObject HostileExport(HostileWorld world) =>
        new() { ["page_id"] = world.PageId, ["component_ids"] = new JsonArray(world.Components[0]) };
}
