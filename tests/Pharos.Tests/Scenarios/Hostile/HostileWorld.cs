using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Hostile;

/// <summary>An account with something of everything in it, for hostile requests to aim at.</summary>
public sealed class HostileWorld
{
    private HostileWorld(ApiClient owner, ApiClient viewer) => (Owner, Viewer) = (owner, viewer);

    public ApiClient Owner { get; }

    /// <summary>A member of the account without any permission.</summary>
    public ApiClient Viewer { get; }

    public long PageId { get; private init; }
    public string UrlName { get; private init; } = "";
    public IReadOnlyList<string> Components { get; private init; } = [];
    public string SectionId { get; private init; } = "";
    public string TemplateId { get; private init; } = "";

    /// <summary>An open incident with two updates.</summary>
    public long IncidentId { get; private init; }
    public string UpdateId { get; private init; } = "";
    public long MaintenanceId { get; private init; }
    public long RoleId { get; private init; }

    /// <summary>A member who was invited.</summary>
    public long MemberId { get; private init; }
    public long TeamId { get; private init; }
    public long Now { get; private init; }

    public static async Task<HostileWorld> Create(TestServer server)
    {
        var owner = await server.NewAccount();
        var viewer = await server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var now = server.Store.Clock.Seconds();
        var (pageId, components) = await owner.NewPage("API", "Web", "Mail");
        var sections = await owner.Post("/status-page/section/upsert", new { page_id = pageId, sections = new[] { new { name = "Core" } } });
        var incidentId = await owner.NewIncident(pageId, components[0]);
        var update = await owner.Post("/status-page/change/timeline/create", new { page_id = pageId, change_id = incidentId, status = "identified", description = "Found it." });
        var maintenance = await owner.Post("/status-page/change/create", new
        {
            page_id = pageId, type = "maintenance", title = "New disks", description = "We replace disks.", status = "scheduled",
            start_at_seconds = now + 86400, close_at_seconds = now + 90000,
            updates = new[] { new { status = "scheduled", description = "Planned.", component_changes = new[] { new { component_id = components[1], status = "operational" } } } },
        });
        await owner.Post("/status-page/subscriber/import", new
        {
            page_id = pageId, method = "email",
            subscribers = new object[] { new { recipient = "carol@example.com", all = true }, new { recipient = "dave@example.com", component_ids = new[] { components[0] } } },
        });
        var template = await owner.Post("/status-page/template/upsert", new { page_id = pageId, type = "message", template = new { title = "Words", event_type = "incident", status = "identified", description = "Found." } });
        var (roleId, memberId, teamId) = await Colleagues(owner);
        return new HostileWorld(owner, viewer)
        {
            RoleId = roleId,
            MemberId = memberId,
            TeamId = teamId,
            PageId = pageId,
            UrlName = (await owner.Get("/status-page/info", ("page_id", pageId))).Data["url_name"]!.GetValue<string>(),
            Components = components,
            SectionId = sections.Data["section_ids"]![0]!.GetValue<string>(),
            TemplateId = template.Data["template_id"]!.GetValue<string>(),
            IncidentId = incidentId,
            UpdateId = update.Data["update_id"]!.GetValue<string>(),
            MaintenanceId = maintenance.Data["change_id"]!.GetValue<long>(),
            Now = now,
        };
    }

    private static async Task<(long RoleId, long MemberId, long TeamId)> Colleagues(ApiClient owner)
    {
        var role = (await owner.Post("/role/upsert", new { role_name = "Publishers", permission_ids = new[] { 102 } })).Data["role_id"]!.GetValue<long>();
        var invited = await owner.Post("/member/invite", new { members = new[] { new { email = "erin@example.com", role_ids = new[] { role } } } });
        var member = invited.Data["items"]![0]!["member_id"]!.GetValue<long>();
        return (role, member, (await owner.Post("/team/upsert", new { team_name = "Backend", person_ids = new[] { member } })).Data["team_id"]!.GetValue<long>());
    }

    /// <summary>All that the account's owner can read, and how many rows every table has.</summary>
    public async Task<string> Dump(Store store)
    {
        var text = new StringBuilder();
        var pages = await Owner.Get("/status-page/list");
        text.Append(pages.Data.ToJsonString()).AppendLine();
        foreach (var page in pages.Data["items"]!.AsArray())
        {
            var subscribers = await Owner.Get("/status-page/subscriber/list", ("page_id", page!["page_id"]!.GetValue<long>()), ("limit", 100));
            text.Append(subscribers.Data.ToJsonString()).AppendLine();
            var templates = await Owner.Get("/status-page/template/list", ("page_id", page!["page_id"]!.GetValue<long>()), ("type", "message"));
            text.Append(templates.Data.ToJsonString()).AppendLine();
            foreach (var (type, status) in ((string, string)[])[
                ("incident", "investigating"), ("incident", "identified"), ("incident", "monitoring"), ("incident", "resolved"),
                ("maintenance", "scheduled"), ("maintenance", "ongoing"), ("maintenance", "completed")])
            {
                var changes = await Owner.Get("/status-page/change/list", ("page_id", page!["page_id"]!.GetValue<long>()), ("type", type), ("status", status));
                text.Append(changes.Data.ToJsonString()).AppendLine();
            }
        }

        foreach (var path in (string[])["/member/list", "/role/list", "/team/list"])
            text.Append((await Owner.Post(path, "{}")).Data.ToJsonString()).AppendLine();
        await using var db = await store.Databases.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Order(StringComparer.Ordinal))
        {
            await using var count = db.Database.GetDbConnection().CreateCommand();
            count.CommandText = $"SELECT count(*) FROM {table}";
            text.Append(CultureInfo.InvariantCulture, $"{table}: {await count.ExecuteScalarAsync()}").AppendLine();
        }

        return text.ToString();
    }

    /// <summary>A request that the server accepts, for each operation; null for an operation this does not know.</summary>
    public JsonObject? Valid(string path) => path switch
    {
        "/status-page/list" => new() { ["p"] = 1, ["limit"] = 20 },
        "/status-page/info" => new() { ["page_id"] = PageId },
        "/status-page/create" => PageFields(("type", "public"), ("url_name", $"hostile-{Guid.NewGuid():N}")),
        "/status-page/update" => PageFields(("page_id", PageId)),
        "/status-page/delete" => new() { ["page_id"] = PageId },
        "/status-page/component/upsert" => new()
        {
            ["page_id"] = PageId,
            ["components"] = new JsonArray(
                new JsonObject { ["component_id"] = Components[0], ["section_id"] = SectionId, ["name"] = "API", ["description"] = "The API.", ["order_id"] = 3, ["available_since_seconds"] = Now - 1000, ["hide_uptime"] = false, ["hide_all"] = false },
                new JsonObject { ["name"] = "Queue" }),
        },
        "/status-page/component/delete" => new() { ["page_id"] = PageId, ["component_ids"] = new JsonArray(Components[1], Components[2]) },
        "/status-page/section/upsert" => new()
        {
            ["page_id"] = PageId,
            ["sections"] = new JsonArray(
                new JsonObject { ["section_id"] = SectionId, ["name"] = "Core", ["description"] = "What matters.", ["order_id"] = 1, ["hide_uptime"] = true, ["hide_all"] = false },
                new JsonObject { ["name"] = "Edge" }),
        },
        "/status-page/section/delete" => new() { ["page_id"] = PageId, ["section_ids"] = new JsonArray(SectionId) },
        "/status-page/change/info" or "/status-page/change/delete" => new() { ["page_id"] = PageId, ["change_id"] = IncidentId },
        "/status-page/change/list" => new() { ["page_id"] = PageId, ["type"] = "incident", ["status"] = "identified", ["start_at_seconds"] = 1, ["end_at_seconds"] = Now + 1, ["p"] = 1, ["limit"] = 10 },
        "/status-page/change/active/list" => new() { ["page_id"] = PageId, ["type"] = "incident", ["p"] = 1, ["limit"] = 10 },
        "/status-page/change/create" => new()
        {
            ["page_id"] = PageId, ["type"] = "incident", ["title"] = "Down", ["description"] = "It is down.", ["status"] = "identified",
            ["start_at_seconds"] = Now - 600, ["responders"] = new JsonArray(Owner.Caller.MemberId), ["linked_changes"] = new JsonArray(MaintenanceId.ToString(CultureInfo.InvariantCulture)),
            ["notify_subscribers"] = true, ["is_retrospective"] = false, ["auto_update_by_schedule"] = false,
            ["updates"] = new JsonArray(
                new JsonObject { ["at_seconds"] = Now - 600, ["status"] = "investigating", ["description"] = "Looking.", ["component_changes"] = new JsonArray(Change(0, "full_outage"), Change(1, "degraded")) },
                new JsonObject { ["update_id"] = Ids.NewUlid(TimeProvider.System), ["at_seconds"] = Now - 300, ["status"] = "identified", ["description"] = "Found.", ["component_changes"] = new JsonArray(Change(0, "partial_outage")) }),
        },
        "/status-page/change/update" => new() { ["page_id"] = PageId, ["change_id"] = IncidentId, ["title"] = "Slower", ["responders"] = new JsonArray(Owner.Caller.MemberId), ["linked_changes"] = new JsonArray(MaintenanceId.ToString(CultureInfo.InvariantCulture)) },
        "/status-page/change/timeline/create" => new() { ["page_id"] = PageId, ["change_id"] = IncidentId, ["at_seconds"] = Now + 10, ["status"] = "monitoring", ["description"] = "Watching.", ["component_changes"] = new JsonArray(Change(0, "degraded")) },
        "/status-page/change/timeline/update" => new() { ["page_id"] = PageId, ["change_id"] = IncidentId, ["update_id"] = UpdateId, ["at_seconds"] = Now + 20, ["description"] = "Found it, truly." },
        "/status-page/change/timeline/delete" => new() { ["page_id"] = PageId, ["change_id"] = IncidentId, ["update_id"] = UpdateId },
        "/status-page/subscriber/list" => new() { ["page_id"] = PageId, ["component_ids"] = Components[0], ["p"] = 1, ["limit"] = 10 },
        "/status-page/subscriber/import" => new()
        {
            ["page_id"] = PageId, ["method"] = "email",
            ["subscribers"] = new JsonArray(
                new JsonObject { ["recipient"] = "alice@example.com", ["all"] = true, ["locale"] = "en-US" },
                new JsonObject { ["recipient"] = "bob@example.com", ["component_ids"] = new JsonArray(Components[0]), ["change_ids"] = new JsonArray(IncidentId), ["all"] = false, ["locale"] = "zh-CN" }),
        },
        "/status-page/subscriber/export" => new() { ["page_id"] = PageId, ["component_ids"] = new JsonArray(Components[0]) },
        "/status-page/template/list" => new() { ["page_id"] = PageId, ["type"] = "message" },
        "/status-page/template/upsert" => new()
        {
            ["page_id"] = PageId, ["type"] = "message",
            ["template"] = new JsonObject
            {
                ["template_id"] = TemplateId, ["title"] = "Words", ["event_type"] = "incident", ["status"] = "identified", ["description"] = "Found.",
                ["messages"] = new JsonObject { ["resolved"] = "All well." },
            },
        },
        "/status-page/template/delete" => new() { ["page_id"] = PageId, ["type"] = "message", ["template_id"] = TemplateId },
        "/audit/search" => new()
        {
            ["start_time"] = Now - 86400, ["end_time"] = Now + 86400, ["limit"] = 10, ["request_id"] = Ids.NewUlid(TimeProvider.System), ["search_after_ctx"] = "",
            ["operations"] = new JsonArray("page:write:create", "change:write:create"), ["person_id"] = Owner.Caller.MemberId, ["is_dangerous"] = true, ["is_write"] = true,
        },
        "/member/info" or "/audit/operation/list" => [],
        "/member/info/reset" => new() { ["member_id"] = Owner.Caller.MemberId, ["member_name"] = "Alice", ["email"] = Owner.Email, ["phone"] = "+49301234567", ["country_code"] = "DE", ["avatar"] = "https://example.com/a.png", ["locale"] = "zh-CN", ["time_zone"] = "UTC" },
        "/member/list" => new() { ["role_id"] = RoleId, ["p"] = 1, ["limit"] = 10, ["orderby"] = "updated_at", ["asc"] = true, ["query"] = "er" },
        "/member/invite" => new()
        {
            ["from"] = "console",
            ["members"] = new JsonArray(new JsonObject { ["member_name"] = "Frank", ["email"] = $"{Guid.NewGuid():N}@example.com", ["phone"] = "5550100", ["country_code"] = "US", ["role_ids"] = new JsonArray(RoleId), ["locale"] = "en-US", ["time_zone"] = "UTC", ["ref_id"] = Guid.NewGuid().ToString("N") }),
        },
        "/member/delete" => new() { ["member_id"] = MemberId },
        "/member/role/grant" or "/member/role/revoke" or "/member/role/update" => new() { ["member_id"] = MemberId, ["role_ids"] = new JsonArray(RoleId) },
        "/person/infos" => new() { ["person_ids"] = new JsonArray(MemberId, Owner.Caller.MemberId) },
        "/role/list" => new() { ["orderby"] = "created_at", ["asc"] = false },
        "/role/info" or "/role/delete" or "/role/disable" or "/role/enable" => new() { ["role_id"] = RoleId },
        "/role/upsert" => new() { ["role_id"] = RoleId, ["role_name"] = "Writers", ["description"] = "They write.", ["permission_ids"] = new JsonArray(101, 102) },
        "/role/member/grant" or "/role/member/revoke" => new() { ["role_id"] = RoleId, ["member_ids"] = new JsonArray(MemberId) },
        "/role/permission/list" => new() { ["role_ids"] = new JsonArray(RoleId), ["with_all"] = true },
        "/role/permission/factor/list" => new() { ["factor_types"] = new JsonArray("api", "visit") },
        "/team/info" or "/team/delete" => new() { ["team_id"] = TeamId },
        "/team/infos" => new() { ["team_ids"] = new JsonArray(TeamId) },
        "/team/list" => new() { ["p"] = 1, ["limit"] = 10, ["orderby"] = "team_name", ["asc"] = true, ["person_id"] = MemberId, ["query"] = "back" },
        "/team/upsert" => new() { ["team_id"] = TeamId, ["team_name"] = "Frontend", ["description"] = "The site.", ["person_ids"] = new JsonArray(MemberId), ["emails"] = new JsonArray("grace@example.com"), ["countryCode"] = "DE", ["ref_id"] = "hr-1", ["reset_if_name_exist"] = false },
        _ => null,
    };

    /// <summary>What a request of an operation must carry.</summary>
    public static IReadOnlyList<string> Required(string path) => path switch
    {
        "/status-page/create" => ["type", "name", "url_name", "date_view", "display_uptime_mode", "custom_links.0.name", "custom_links.0.url"],
        "/status-page/info" or "/status-page/update" or "/status-page/delete" => ["page_id"],
        "/status-page/component/upsert" => ["page_id", "components", "components.0.name", "components.1.name"],
        "/status-page/component/delete" => ["page_id", "component_ids"],
        "/status-page/section/upsert" => ["page_id", "sections", "sections.0.name", "sections.1.name"],
        "/status-page/section/delete" => ["page_id", "section_ids"],
        "/status-page/change/info" or "/status-page/change/delete" or "/status-page/change/update" => ["page_id", "change_id"],
        "/status-page/change/list" => ["page_id", "type", "status"],
        "/status-page/change/active/list" => ["page_id", "type"],
        "/status-page/change/create" =>
            ["page_id", "type", "title", "description", "status", "updates", "updates.0.component_changes", "updates.0.component_changes.0.component_id", "updates.0.component_changes.0.status"],
        "/status-page/change/timeline/create" => ["page_id", "change_id", "status", "description", "component_changes.0.component_id", "component_changes.0.status"],
        "/status-page/change/timeline/update" or "/status-page/change/timeline/delete" => ["page_id", "change_id", "update_id"],
        "/status-page/subscriber/list" or "/status-page/subscriber/export" => ["page_id"],
        "/status-page/subscriber/import" => ["page_id", "method", "subscribers.0.recipient", "subscribers.1.recipient"],
        "/status-page/template/list" => ["page_id", "type"],
        "/status-page/template/upsert" => ["page_id", "type", "template", "template.title", "template.event_type", "template.status"],
        "/status-page/template/delete" => ["page_id", "type", "template_id"],
        "/audit/search" => ["start_time", "end_time"],
        "/member/info/reset" => ["member_id"],
        "/member/invite" => ["members", "members.0.email"],
        "/member/delete" => ["member_id"],
        "/member/role/grant" or "/member/role/revoke" or "/member/role/update" => ["member_id", "role_ids"],
        "/person/infos" => ["person_ids"],
        "/role/info" or "/role/delete" or "/role/disable" or "/role/enable" => ["role_id"],
        "/role/upsert" => ["role_name"],
        "/role/member/grant" or "/role/member/revoke" => ["role_id", "member_ids"],
        "/team/info" or "/team/delete" => ["team_id"],
        "/team/infos" => ["team_ids"],
        "/team/upsert" => ["team_name"],
        _ => [],
    };

    public JsonObject Change(int component, string status) => new() { ["component_id"] = Components[component], ["status"] = status };

    private static JsonObject PageFields(params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var fields = new JsonObject
        {
            ["name"] = "Acme", ["page_title"] = "Acme status", ["custom_domain"] = $"h{Guid.NewGuid():N}.example.com", ["logo"] = "data:image/png;base64,iVBORw0K",
            ["dark_logo"] = "https://example.com/d.png", ["favicon"] = "https://example.com/f.ico", ["logo_url"] = "https://example.com", ["page_header"] = "**Hello**",
            ["page_footer"] = "Bye", ["contact_info"] = "mailto:a@example.com", ["custom_links"] = new JsonArray(new JsonObject { ["name"] = "Docs", ["url"] = "https://example.com/docs" }),
            ["date_view"] = "calendar", ["display_uptime_mode"] = "chart", ["subscription"] = new JsonObject { ["email"] = true, ["im"] = false }, ["template_preference"] = "pre_defined",
        };
        foreach (var (name, value) in more)
            fields[name] = value;
        return fields;
    }
}
