using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Templates;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class TemplateSamples
{
    [Sample("/status-page/template/list")]
    public static object List(SamplePage page) => new { page_id = page.PageId, type = "message" };

    [Sample("/status-page/template/upsert")]
    public static object Upsert(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            type = "message",
            template = new
            {
                template_id = page.TemplateId,
                title = "Other words",
                event_type = "incident",
                status = "resolved",
                description = "Well.",
                messages = new { resolved = "All well." },
            },
        };

    [Sample("/status-page/template/delete")]
    public static object Delete(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            type = "message",
            template_id = page.TemplateId,
        };

    [HostileSample("/status-page/template/list")]
    public static JsonObject HostileList(HostileWorld world) =>
        new() { ["page_id"] = world.PageId, ["type"] = "message" };

    [HostileSample("/status-page/template/upsert")]
    public static JsonObject HostileUpsert(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["type"] = "message",
            ["template"] = new JsonObject
            {
                ["template_id"] = world.TemplateId,
                ["title"] = "Words",
                ["event_type"] = "incident",
                ["status"] = "identified",
                ["description"] = "Found.",
                ["messages"] = new JsonObject { ["resolved"] = "All well." },
            },
        };

    [HostileSample("/status-page/template/delete")]
    public static JsonObject HostileDelete(HostileWorld world) =>
        new()
        {
            ["page_id"] = world.PageId,
            ["type"] = "message",
            ["template_id"] = world.TemplateId,
        };
}
