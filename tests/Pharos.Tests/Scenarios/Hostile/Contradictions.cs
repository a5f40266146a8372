using System.Globalization;
using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Hostile;

/// <summary>Requests whose every field would do, and which together break a rule.</summary>
internal static class Contradictions
{
    private static readonly Dictionary<string, Action<Draft>[]> ByPath = new(StringComparer.Ordinal)
    {
        ["/audit/search"] =
        [
            d => d.Fields["end_time"] = d.Fields["start_time"]!.DeepClone(),
            d => d.Fields["start_time"] = d.World.Now + 86401,
            d => d.Fields["end_time"] = d.World.Now + (90 * 86400),
            d => d.Fields["operations"] = new JsonArray("page:write:create", "page:write:destroy"),
            d => d.Fields["search_after_ctx"] = "AQAAAAAAAAAA",
            d => d.Fields["search_after_ctx"] = "Af__________",
            d => d.Fields["search_after_ctx"] = "AgAAAAAAAAAB",
            d => d.Fields["search_after_ctx"] = "AQAAAAAAAAAB=",
        ],
        ["/status-page/change/create"] =
        [
            d => d.Fields["status"] = "resolved",
            d => d.Fields["status"] = "investigating",
            d => d.Fields["status"] = "ongoing",
            d => d.Fields["type"] = "maintenance",
            d => d.Fields["updates"]![1]!["status"] = "completed",
            d => d.Fields["updates"]![0]!["component_changes"]![0]!["status"] = "under_maintenance",
            d =>
                d.Fields["updates"]![0]!["component_changes"] = new JsonArray(
                    d.World.Change(0, "degraded"),
                    d.World.Change(0, "operational")
                ),
            d => d.Fields["updates"]![0]!["component_changes"] = new JsonArray(),
            d => d.Fields["updates"] = new JsonArray(),
            d => d.Fields["updates"]![1]!["at_seconds"] = d.World.Now - 601,
            d => d.Fields["updates"]![0]!["update_id"] = d.Fields["updates"]![1]!["update_id"]!.DeepClone(),
            d => d.Fields["start_at_seconds"] = d.World.Now + 5000,
            d => (d.Fields["status"], d.Fields["updates"]![1]!["status"]) = ("resolved", "resolved"),
            d => d.Fields["is_retrospective"] = true,
            d =>
                (d.Fields["is_retrospective"], d.Fields["updates"]) = (
                    true,
                    new JsonArray(d.Fields["updates"]![0]!.DeepClone())
                ),
            d => d.Fields["close_at_seconds"] = d.World.Now + 1000,
            d => d.Fields["auto_update_by_schedule"] = true,
            d => Maintenance(d, d.World.Now + 100, null),
            d => Maintenance(d, d.World.Now + 100, d.World.Now + 100),
            d => Maintenance(d, d.World.Now + 100, d.World.Now + (32 * 86400)),
            d => d.Fields["responders"] = new JsonArray(d.World.Owner.Caller.MemberId, d.World.Owner.Caller.MemberId),
            d => d.Fields["linked_changes"] = new JsonArray(Text(d.World.MaintenanceId), Text(d.World.MaintenanceId)),
            d => d.Fields["title"] = " \t ",
            d => d.Fields["title"] = "a\nb",
            d => d.Fields["description"] = "\n\n",
        ],
        ["/status-page/change/update"] =
        [
            d => d.Fields["linked_changes"] = new JsonArray(Text(d.World.IncidentId)),
            d =>
                d.Fields["linked_changes"] = new JsonArray(
                    Text(d.World.MaintenanceId),
                    "0" + Text(d.World.MaintenanceId)
                ),
            d => d.Fields["responders"] = new JsonArray(d.World.Owner.Caller.MemberId, d.Foreign.Owner.Caller.MemberId),
            d => d.Fields["title"] = "",
        ],
        ["/status-page/change/timeline/create"] =
        [
            d => d.Fields["status"] = "ongoing",
            d => d.Fields["status"] = "resolved",
            d => d.Fields["component_changes"] = new JsonArray(d.World.Change(0, "under_maintenance")),
            d =>
                d.Fields["component_changes"] = new JsonArray(
                    d.World.Change(1, "degraded"),
                    d.World.Change(1, "degraded")
                ),
            d => d.Fields["at_seconds"] = 1,
            d => d.Fields["change_id"] = d.World.MaintenanceId,
        ],
        ["/status-page/change/timeline/update"] =
        [
            d => d.Fields["at_seconds"] = 1,
            d => d.Fields["change_id"] = d.World.MaintenanceId,
            d => d.Fields["description"] = " ",
        ],
        ["/status-page/change/timeline/delete"] = [d => d.Fields["change_id"] = d.World.MaintenanceId],
        ["/status-page/change/delete"] =
        [
            d => d.Fields["page_id"] = d.World.IncidentId,
            d => d.Fields["change_id"] = d.World.PageId,
        ],
        ["/status-page/change/list"] =
        [
            d => d.Fields["end_at_seconds"] = 0,
            d => (d.Fields["start_at_seconds"], d.Fields["end_at_seconds"]) = (1000, 999),
            d => d.Fields["status"] = "completed",
            d => d.Fields["type"] = "maintenance",
            d => (d.Fields["p"], d.Fields["limit"]) = (101, 100),
        ],
        ["/status-page/subscriber/list"] =
        [
            d => (d.Fields["p"], d.Fields["limit"]) = (101, 100),
            d => d.Fields["component_ids"] = d.World.Components[0] + ",",
            d => d.Fields["component_ids"] = d.World.Components[0] + ", " + d.World.Components[1],
            d => d.Fields["component_ids"] = d.World.SectionId,
        ],
        ["/status-page/subscriber/export"] =
        [
            d => d.Fields["component_ids"] = new JsonArray(d.World.Components[0], d.World.Components[0]),
            d => d.Fields["component_ids"] = new JsonArray(d.World.Components[0], d.Foreign.Components[0]),
        ],
        ["/status-page/subscriber/import"] =
        [
            d => d.Fields["method"] = "im",
            d =>
                (d.Fields["method"], d.Fields["subscribers"]![0]!["recipient"]) = (
                    "im",
                    Text(d.World.Owner.Caller.MemberId)
                ),
            d => d.Fields["subscribers"]![0]!["all"] = false,
            d => d.Fields["subscribers"]![0]!["recipient"] = "Alice <alice@example.com>",
            d => d.Fields["subscribers"]![0]!["recipient"] = "\"a b\"@example.com",
            d => d.Fields["subscribers"]![0]!["recipient"] = "alice@example.com, bob@example.com",
            d => d.Fields["subscribers"]![0]!["recipient"] = "alice@127.0.0.1",
            d => d.Fields["subscribers"]![0]!["recipient"] = "alice@example.com\r\nBcc: bob@example.com",
            d => d.Fields["subscribers"]![1]!["locale"] = "zh_CN",
            d =>
                d.Fields["subscribers"]![1]!["component_ids"] = new JsonArray(
                    d.World.Components[0],
                    d.World.Components[0]
                ),
            d => d.Fields["subscribers"]![1]!["component_ids"] = new JsonArray(d.World.SectionId),
            d => d.Fields["subscribers"]![1]!["change_ids"] = new JsonArray(d.World.IncidentId, d.Foreign.IncidentId),
            d => d.Fields["subscribers"]![1]!["change_ids"] = new JsonArray(d.World.PageId),
        ],
        ["/status-page/change/active/list"] = [d => (d.Fields["p"], d.Fields["limit"]) = (10_000, 2)],
        ["/status-page/create"] =
        [
            d => (d.Fields["type"], d.Fields["custom_domain"]) = ("internal", null),
            d => (d.Fields["type"], d.Fields["subscription"]) = ("internal", null),
            d => d.Fields["subscription"] = new JsonObject { ["im"] = true },
            .. Page,
        ],
        ["/status-page/update"] = [d => d.Fields["subscription"] = new JsonObject { ["im"] = true }, .. Page],
        ["/status-page/component/upsert"] =
        [
            d => d.Fields["components"]![1]!["name"] = "API",
            d => d.Fields["components"]![1]!["name"] = " Web ",
            d => d.Fields["components"]![1]!["component_id"] = d.World.Components[0],
            d => d.Fields["components"]![0]!["name"] = "Mail",
            d => d.Fields["components"]![1]!["name"] = "",
            d => d.Fields["components"] = new JsonArray(),
        ],
        ["/status-page/component/delete"] =
        [
            d => d.Fields["component_ids"] = new JsonArray(d.World.Components[0], d.World.Components[0]),
            d => d.Fields["component_ids"] = new JsonArray(d.World.Components[0], d.Foreign.Components[0]),
            d => d.Fields["component_ids"] = new JsonArray(d.World.SectionId),
            d => d.Fields["component_ids"] = new JsonArray(),
        ],
        ["/status-page/section/upsert"] =
        [
            d => d.Fields["sections"]![1]!["name"] = "Core",
            d => d.Fields["sections"]![1]!["section_id"] = d.World.SectionId,
            d => d.Fields["sections"]![1]!["name"] = "\t",
        ],
        ["/status-page/section/delete"] =
        [
            d => d.Fields["section_ids"] = new JsonArray(d.World.SectionId, d.World.SectionId),
            d => d.Fields["section_ids"] = new JsonArray(d.World.SectionId, d.World.Components[0]),
        ],
    };

    /// <summary>What no page may be set to.</summary>
    private static Action<Draft>[] Page =>
        [
            d => d.Fields["name"] = "  ",
            d => d.Fields["url_name"] = "---",
            d => d.Fields["url_name"] = "！？",
            d => d.Fields["url_name"] = d.Foreign.UrlName.ToUpperInvariant(),
            d => d.Fields["custom_domain"] = "localhost",
            d => d.Fields["custom_domain"] = "127.0.0.1",
            d => d.Fields["custom_domain"] = "https://example.com",
            d => d.Fields["custom_domain"] = "a b.example.com",
            d => d.Fields["logo_url"] = "javascript:alert(1)",
            d => d.Fields["contact_info"] = "data:text/html,x",
            d => d.Fields["logo"] = "data:text/html;base64,PHN2Zz4=",
            d => d.Fields["favicon"] = "data:image/png;base64,???",
            d => d.Fields["custom_links"]![0]!["url"] = "javascript:alert(1)",
            d => d.Fields["custom_links"]![0]!["url"] = "//example.com",
            d => d.Fields["page_title"] = "a\rb",
        ];

    public static HostileRequest? Any(Draft d)
    {
        if (!ByPath.TryGetValue(d.Path, out var ways))
            return null;
        ways[d.Random.Next(ways.Length)](d);
        return d.Send("contradiction", ["InvalidParameter", "ResourceNotFound"]);
    }

    private static void Maintenance(Draft d, long start, long? close)
    {
        (d.Fields["type"], d.Fields["status"], d.Fields["auto_update_by_schedule"]) = (
            "maintenance",
            "scheduled",
            true
        );
        (d.Fields["start_at_seconds"], d.Fields["close_at_seconds"]) = (start, close);
        d.Fields["updates"] = new JsonArray(
            new JsonObject
            {
                ["status"] = "scheduled",
                ["description"] = "Planned.",
                ["component_changes"] = new JsonArray(d.World.Change(0, "operational")),
            }
        );
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
