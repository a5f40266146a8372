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
    private HostileWorld(ApiClient owner, ApiClient outsider) => (Owner, Outsider) = (owner, outsider);

    public ApiClient Owner { get; }

    /// <summary>A member of the account without any permission.</summary>
    public ApiClient Outsider { get; }

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
        var outsider = await server.NewColleague(owner, await owner.NewRole("Nothing"));
        var now = server.Store.Clock.Seconds();
        var (pageId, components) = await owner.NewPage("API", "Web", "Mail");
        var sections = await owner.Post(
            "/status-page/section/upsert",
            new { page_id = pageId, sections = new[] { new { name = "Core" } } }
        );
        var incidentId = await owner.NewIncident(pageId, components[0]);
        var update = await owner.Post(
            "/status-page/change/timeline/create",
            new
            {
                page_id = pageId,
                change_id = incidentId,
                status = "identified",
                description = "Found it.",
            }
        );
        var maintenance = await owner.Post(
            "/status-page/change/create",
            new
            {
                page_id = pageId,
                type = "maintenance",
                title = "New disks",
                description = "We replace disks.",
                status = "scheduled",
                start_at_seconds = now + 86400,
                close_at_seconds = now + 90000,
                updates = new[]
                {
                    new
                    {
                        status = "scheduled",
                        description = "Planned.",
                        component_changes = new[] { new { component_id = components[1], status = "operational" } },
                    },
                },
            }
        );
        await owner.Post(
            "/status-page/subscriber/import",
            new
            {
                page_id = pageId,
                method = "email",
                subscribers = new object[]
                {
                    new { recipient = "carol@example.com", all = true },
                    new { recipient = "dave@example.com", component_ids = new[] { components[0] } },
                },
            }
        );
        var template = await owner.Post(
            "/status-page/template/upsert",
            new
            {
                page_id = pageId,
                type = "message",
                template = new
                {
                    title = "Words",
                    event_type = "incident",
                    status = "identified",
                    description = "Found.",
                },
            }
        );
        var (roleId, memberId, teamId) = await Colleagues(owner);
        return new HostileWorld(owner, outsider)
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
        var role = (
            await owner.Post("/role/upsert", new { role_name = "Publishers", permission_ids = new[] { 102 } })
        ).Data["role_id"]!.GetValue<long>();
        var invited = await owner.Post(
            "/member/invite",
            new { members = new[] { new { email = "erin@example.com", role_ids = new[] { role } } } }
        );
        var member = invited.Data["items"]![0]!["member_id"]!.GetValue<long>();
        return (
            role,
            member,
            (await owner.Post("/team/upsert", new { team_name = "Backend", person_ids = new[] { member } })).Data[
                "team_id"
            ]!.GetValue<long>()
        );
    }

    /// <summary>All that the account's owner can read, and how many rows every table has.</summary>
    public async Task<string> Dump(Store store)
    {
        var text = new StringBuilder();
        var pages = await Owner.Get("/status-page/list");
        text.Append(pages.Data.ToJsonString()).AppendLine();
        foreach (var page in pages.Data["items"]!.AsArray())
        {
            var subscribers = await Owner.Get(
                "/status-page/subscriber/list",
                ("page_id", page!["page_id"]!.GetValue<long>()),
                ("limit", 100)
            );
            text.Append(subscribers.Data.ToJsonString()).AppendLine();
            var templates = await Owner.Get(
                "/status-page/template/list",
                ("page_id", page!["page_id"]!.GetValue<long>()),
                ("type", "message")
            );
            text.Append(templates.Data.ToJsonString()).AppendLine();
            foreach (
                var (type, status) in ((string, string)[])
                    [
                        ("incident", "investigating"),
                        ("incident", "identified"),
                        ("incident", "monitoring"),
                        ("incident", "resolved"),
                        ("maintenance", "scheduled"),
                        ("maintenance", "ongoing"),
                        ("maintenance", "completed"),
                    ]
            )
            {
                var changes = await Owner.Get(
                    "/status-page/change/list",
                    ("page_id", page!["page_id"]!.GetValue<long>()),
                    ("type", type),
                    ("status", status)
                );
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

    /// <summary>
    /// A request that the server accepts; null for an operation without one. See <see cref="HostileSampleAttribute"/>.
    /// </summary>
    public JsonObject? Valid(string path) => (JsonObject?)Samples.FindHostile(path)?.Method.Invoke(null, [this]);

    public JsonObject Change(int component, string status) =>
        new() { ["component_id"] = Components[component], ["status"] = status };
}
