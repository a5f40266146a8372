using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pharos.Tests.Support;

/// <summary>
/// A page with something of everything on it, a role, a member and a team beside it, and a valid request about them to every operation of
/// the Open API, for the tests that walk all of them. A new operation needs a line in <see cref="Request"/>.
/// </summary>
public sealed class SamplePage
{
    private SamplePage(ApiClient api) => Api = api;

    public ApiClient Api { get; }
    public long PageId { get; private init; }

    /// <summary>Of the request that made the sections.</summary>
    public required string RequestId { get; init; }
    public required string SectionId { get; init; }
    public required string ComponentId { get; init; }
    public required string SpareComponentId { get; init; }
    public long ChangeId { get; private set; }
    public long LinkedChangeId { get; private set; }

    public string TemplateId { get; private set; } = "";

    /// <summary>The second of two, so that it may be deleted.</summary>
    public string UpdateId { get; private set; } = "";

    /// <summary>One that the account has made, held by <see cref="MemberId"/>.</summary>
    public long RoleId { get; private set; }

    /// <summary>A member who was invited.</summary>
    public long MemberId { get; private set; }

    public long TeamId { get; private set; }

    public static async Task<SamplePage> Create(ApiClient api)
    {
        var (pageId, _) = await api.NewPage();
        var section = await api.Post("/status-page/section/upsert", new { page_id = pageId, sections = new[] { new { name = "Core", description = "The core." } } });
        var sectionId = section.Data["section_ids"]![0]!.GetValue<string>();
        var components = await api.Post("/status-page/component/upsert", new
        {
            page_id = pageId, components = new object[] { new { name = "API", description = "The API.", section_id = sectionId }, new { name = "Spare" } },
        });
        var page = new SamplePage(api)
        {
            PageId = pageId, RequestId = section.Json["request_id"]!.GetValue<string>(), SectionId = sectionId,
            ComponentId = components.Data["component_ids"]![0]!.GetValue<string>(),
            SpareComponentId = components.Data["component_ids"]![1]!.GetValue<string>(),
        };
        page.LinkedChangeId = await api.NewIncident(pageId, page.ComponentId, "The earlier one");
        var change = await api.Post("/status-page/change/create", page.Request("/status-page/change/create"));
        page.ChangeId = change.Data["change_id"]!.GetValue<long>();
        var update = await api.Post("/status-page/change/timeline/create", page.Request("/status-page/change/timeline/create"));
        page.UpdateId = update.Data["update_id"]!.GetValue<string>();
        var template = await api.Post("/status-page/template/upsert", new { page_id = pageId, type = "message", template = new { title = "Words", event_type = "incident", status = "identified", description = "Found." } });
        page.TemplateId = template.Data["template_id"]!.GetValue<string>();
        await api.Post("/status-page/subscriber/import", page.Request("/status-page/subscriber/import"));
        await page.AddColleagues();
        return page;
    }

    private async Task AddColleagues()
    {
        var name = Guid.NewGuid().ToString("N");
        var role = await Api.Post("/role/upsert", new { role_name = name, permission_ids = new[] { 102 } });
        RoleId = role.Data["role_id"]!.GetValue<long>();
        var invited = await Api.Post("/member/invite", new { members = new[] { new { email = name + "@example.com", member_name = "Bob", role_ids = new[] { RoleId } } } });
        MemberId = invited.Data["items"]![0]!["member_id"]!.GetValue<long>();
        var team = await Api.Post("/team/upsert", new { team_name = name, person_ids = new[] { MemberId } });
        TeamId = team.Data["team_id"]!.GetValue<long>();
    }

    /// <summary>A request that the operation at this path grants.</summary>
    public JsonObject Request(string path) => JsonSerializer.SerializeToNode<object>(path switch
    {
        "/member/info" or "/status-page/list" or "/audit/operation/list" => new { },
        "/audit/search" => new
        {
            start_time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3600, end_time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 3600, limit = 10, request_id = RequestId, search_after_ctx = "",
            operations = new[] { "section:write:upsert" }, person_id = Api.Caller.MemberId, is_dangerous = false, is_write = true,
        },
        "/member/info/reset" => new
        {
            member_id = Api.Caller.MemberId, member_name = "Alice B", email = Api.Email, phone = "+49 30 1234567", country_code = "DE", avatar = "https://example.com/a.png",
            locale = "zh-CN", time_zone = "Europe/Berlin",
        },
        "/member/list" => new { role_id = RoleId, p = 1, limit = 10, orderby = "updated_at", asc = true, query = "BO" },
        "/member/invite" => new
        {
            from = "console",
            members = new[]
            {
                new
                {
                    member_name = "Carol", email = $"{Guid.NewGuid():N}@example.com", phone = "+1 555 0100", country_code = "US", role_ids = new[] { RoleId },
                    locale = "en-US", time_zone = "UTC", ref_id = Guid.NewGuid().ToString("N"),
                },
            },
        },
        "/member/delete" => new { member_id = MemberId },
        "/member/role/grant" or "/member/role/revoke" or "/member/role/update" => new { member_id = MemberId, role_ids = new[] { RoleId } },
        "/person/infos" => new { person_ids = new[] { MemberId, Api.Caller.MemberId } },
        "/role/list" => new { orderby = "updated_at", asc = true },
        "/role/info" or "/role/delete" or "/role/disable" or "/role/enable" => new { role_id = RoleId },
        "/role/upsert" => new { role_id = RoleId, role_name = "Publishers", description = "They publish.", permission_ids = new[] { 101, 102 } },
        "/role/member/grant" or "/role/member/revoke" => new { role_id = RoleId, member_ids = new[] { MemberId } },
        "/role/permission/list" => new { role_ids = new[] { RoleId }, with_all = true },
        "/role/permission/factor/list" => new { factor_types = new[] { "api" } },
        "/team/info" or "/team/delete" => new { team_id = TeamId },
        "/team/infos" => new { team_ids = new[] { TeamId } },
        "/team/list" => new { p = 1, limit = 10, orderby = "team_name", asc = true, person_id = MemberId },
        "/team/upsert" => new
        {
            team_id = TeamId, team_name = "Backend", description = "They keep it up.", person_ids = new[] { MemberId, Api.Caller.MemberId },
            emails = new[] { $"{Guid.NewGuid():N}@example.com" }, phones = Array.Empty<string>(), countryCode = "DE", ref_id = Guid.NewGuid().ToString("N"), reset_if_name_exist = true,
        },
        "/status-page/info" => new { page_id = PageId },
        "/status-page/create" => new
        {
            name = "Acme", type = "public", url_name = "acme-" + Guid.NewGuid().ToString("N"), date_view = "calendar", display_uptime_mode = "chart_and_percentage",
            page_title = "Acme status", custom_domain = $"status-{Guid.NewGuid():N}.example.com", logo = "https://example.com/logo.png",
            dark_logo = "https://example.com/dark.png", favicon = "https://example.com/favicon.ico", logo_url = "https://example.com/",
            page_header = "Hello", page_footer = "Bye", contact_info = "mailto:support@example.com",
            custom_links = new[] { new { name = "Home", url = "https://example.com/" } }, subscription = new { email = true, im = false }, template_preference = "message",
        },
        "/status-page/update" => new
        {
            page_id = PageId, name = "Acme Inc", url_name = "inc-" + Guid.NewGuid().ToString("N"), date_view = "list", display_uptime_mode = "chart",
            page_title = "Acme status", custom_domain = $"status-{Guid.NewGuid():N}.example.com", logo = "https://example.com/logo.png",
            dark_logo = "https://example.com/dark.png", favicon = "https://example.com/favicon.ico", logo_url = "https://example.com/",
            page_header = "Hello", page_footer = "Bye", contact_info = "https://example.com/contact",
            custom_links = new[] { new { name = "Home", url = "https://example.com/" } }, subscription = new { email = false, im = false }, template_preference = "message",
        },
        "/status-page/delete" => new { page_id = PageId },
        "/status-page/component/upsert" => new
        {
            page_id = PageId,
            components = new[]
            {
                new
                {
                    component_id = ComponentId, section_id = SectionId, name = "Web", description = "The site.", order_id = 7, available_since_seconds = 1700000000,
                    hide_uptime = true, hide_all = false,
                },
            },
        },
        "/status-page/component/delete" => new { page_id = PageId, component_ids = new[] { SpareComponentId } },
        "/status-page/section/upsert" => new
        {
            page_id = PageId, sections = new[] { new { section_id = SectionId, name = "Edge", description = "The edge.", order_id = 3, hide_uptime = true, hide_all = false } },
        },
        "/status-page/section/delete" => new { page_id = PageId, section_ids = new[] { SectionId } },
        "/status-page/change/create" => new
        {
            page_id = PageId, type = "incident", title = "Slow answers", description = "Answers are slow.", status = "investigating", start_at_seconds = 1712000000,
            responders = new[] { Api.Caller.MemberId }, linked_changes = new[] { LinkedChangeId.ToString() }, notify_subscribers = true,
            updates = new[]
            {
                new
                {
                    at_seconds = 1712000000, status = "investigating", description = "We are looking.",
                    component_changes = new[] { new { component_id = ComponentId, status = "degraded" } },
                },
            },
        },
        "/status-page/change/update" => new
        {
            page_id = PageId, change_id = ChangeId, title = "Very slow answers", responders = new[] { Api.Caller.MemberId },
            linked_changes = new[] { LinkedChangeId.ToString() },
        },
        "/status-page/change/delete" or "/status-page/change/info" => new { page_id = PageId, change_id = ChangeId },
        "/status-page/change/list" => new { page_id = PageId, type = "incident", status = "identified", start_at_seconds = 1700000000, end_at_seconds = 1800000000 },
        "/status-page/change/active/list" => new { page_id = PageId, type = "incident" },
        "/status-page/change/timeline/create" => new
        {
            page_id = PageId, change_id = ChangeId, at_seconds = 1712000100, status = "identified", description = "Found it.",
            component_changes = new[] { new { component_id = ComponentId, status = "partial_outage" } },
        },
        "/status-page/change/timeline/update" => new { page_id = PageId, change_id = ChangeId, update_id = UpdateId, at_seconds = 1712000200, description = "We found it." },
        "/status-page/change/timeline/delete" => new { page_id = PageId, change_id = ChangeId, update_id = UpdateId },
        "/status-page/subscriber/list" => new { page_id = PageId, component_ids = ComponentId, p = 1, limit = 20 },
        "/status-page/subscriber/import" => new
        {
            page_id = PageId, method = "email",
            subscribers = new[] { new { recipient = "bob@example.com", component_ids = new[] { ComponentId }, change_ids = new[] { ChangeId }, all = false, locale = "zh-CN" } },
        },
        "/status-page/subscriber/export" => new { page_id = PageId, component_ids = new[] { ComponentId } },
        "/status-page/template/list" => new { page_id = PageId, type = "message" },
        "/status-page/template/upsert" => new
        {
            page_id = PageId, type = "message",
            template = new { template_id = TemplateId, title = "Other words", event_type = "incident", status = "resolved", description = "Well.", messages = new { resolved = "All well." } },
        },
        "/status-page/template/delete" => new { page_id = PageId, type = "message", template_id = TemplateId },
        _ => throw new InvalidOperationException($"there is no sample request for {path}"),
    })!.AsObject();

    /// <summary>Everything that the API says of the page and the account, to tell whether anything changed.</summary>
    public async Task<string> State()
    {
        var state = new StringBuilder();
        foreach (var path in (string[])["/status-page/info", "/status-page/change/info", "/status-page/change/active/list", "/status-page/list", "/status-page/subscriber/list", "/status-page/template/list"])
            state.AppendLine((await Api.Call("GET", path, Request(path))).Data.ToJsonString());
        foreach (var path in (string[])["/member/list", "/role/list", "/team/list"])
            state.AppendLine((await Api.Post(path, "{}")).Data.ToJsonString());
        return state.ToString();
    }
}

/// <summary>Sends a request to an operation in the form that its method takes: a query or a body.</summary>
public static class OperationCalls
{
    public static Task<ApiAnswer> Call(this ApiClient api, string method, string path, JsonObject request) =>
        api.Send(Message(method, path + "?app_key=" + api.Key, request));

    /// <param name="address">With its query, if only an empty one.</param>
    public static HttpRequestMessage Message(string method, string address, JsonObject request)
    {
        if (method == "GET")
        {
            var query = string.Concat(request.Where(p => p.Value is not null).Select(p => $"&{p.Key}={Uri.EscapeDataString(p.Value!.ToString())}"));
            return new HttpRequestMessage(HttpMethod.Get, address + query);
        }

        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
    }
}
