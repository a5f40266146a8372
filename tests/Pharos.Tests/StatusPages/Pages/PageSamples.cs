using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Pages;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class PageSamples
{
    [Sample("/status-page/list")]
    public static object List(SamplePage page) => new { };

    [Sample("/status-page/info")]
    public static object Info(SamplePage page) => new { page_id = page.PageId };

    [Sample("/status-page/create")]
    public static object Create(SamplePage page) =>
        new
        {
            name = "Acme",
            type = "public",
            url_name = "acme-" + Guid.NewGuid().ToString("N"),
            date_view = "calendar",
            display_uptime_mode = "chart_and_percentage",
            page_title = "Acme status",
            custom_domain = $"status-{Guid.NewGuid():N}.example.com",
            logo = "https://example.com/logo.png",
            dark_logo = "https://example.com/dark.png",
            favicon = "https://example.com/favicon.ico",
            logo_url = "https://example.com/",
            page_header = "Hello",
            page_footer = "Bye",
            contact_info = "mailto:support@example.com",
            custom_links = new[] { new { name = "Home", url = "https://example.com/" } },
            subscription = new { email = true, im = false },
            template_preference = "message",
        };

    [Sample("/status-page/update")]
    public static object Update(SamplePage page) =>
        new
        {
            page_id = page.PageId,
            name = "Acme Inc",
            url_name = "inc-" + Guid.NewGuid().ToString("N"),
            date_view = "list",
            display_uptime_mode = "chart",
            page_title = "Acme status",
            custom_domain = $"status-{Guid.NewGuid():N}.example.com",
            logo = "https://example.com/logo.png",
            dark_logo = "https://example.com/dark.png",
            favicon = "https://example.com/favicon.ico",
            logo_url = "https://example.com/",
            page_header = "Hello",
            page_footer = "Bye",
            contact_info = "https://example.com/contact",
            custom_links = new[] { new { name = "Home", url = "https://example.com/" } },
            subscription = new { email = false, im = false },
            template_preference = "message",
        };

    [Sample("/status-page/delete")]
    public static object Delete(SamplePage page) => new { page_id = page.PageId };

    [HostileSample("/status-page/list")]
    public static JsonObject HostileList(HostileWorld world) => new() { ["p"] = 1, ["limit"] = 20 };

    [HostileSample("/status-page/info")]
    public static JsonObject HostileInfo(HostileWorld world) => new() { ["page_id"] = world.PageId };

    [HostileSample("/status-page/create")]
    public static JsonObject HostileCreate(HostileWorld world) =>
        PageFields(("type", "public"), ("url_name", $"hostile-{Guid.NewGuid():N}"));

    [HostileSample("/status-page/update")]
    public static JsonObject HostileUpdate(HostileWorld world) => PageFields(("page_id", world.PageId));

    [HostileSample("/status-page/delete")]
    public static JsonObject HostileDelete(HostileWorld world) => new() { ["page_id"] = world.PageId };

    private static JsonObject PageFields(params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var fields = new JsonObject
        {
            ["name"] = "Acme",
            ["page_title"] = "Acme status",
            ["custom_domain"] = $"h{Guid.NewGuid():N}.example.com",
            ["logo"] = "data:image/png;base64,iVBORw0K",
            ["dark_logo"] = "https://example.com/d.png",
            ["favicon"] = "https://example.com/f.ico",
            ["logo_url"] = "https://example.com",
            ["page_header"] = "**Hello**",
            ["page_footer"] = "Bye",
            ["contact_info"] = "mailto:a@example.com",
            ["custom_links"] = new JsonArray(
                new JsonObject { ["name"] = "Docs", ["url"] = "https://example.com/docs" }
            ),
            ["date_view"] = "calendar",
            ["display_uptime_mode"] = "chart",
            ["subscription"] = new JsonObject { ["email"] = true, ["im"] = false },
            ["template_preference"] = "pre_defined",
        };
        foreach (var (name, value) in more)
            fields[name] = value;
        return fields;
    }
}
