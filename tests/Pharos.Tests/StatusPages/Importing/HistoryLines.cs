using System.Text.Json.Nodes;

namespace Pharos.Tests.StatusPages.Importing;

/// <summary>Lines of a history file, to be changed as a test likes.</summary>
internal static class HistoryLines
{
    public static string Incident(Action<JsonObject>? change = null) =>
        With(
            change,
            """
            {"id": "a1", "title": "Slow uploads", "impact": "minor", "components": ["Uploads"],
             "started_at": "2025-03-08T14:05:00Z", "resolved_at": "2025-03-08T14:50:00Z", "updates": [
                {"at": "2025-03-08T14:05:00Z", "status": "Investigating", "message": "Uploads are slow."},
                {"at": "2025-03-08T14:10:00.75Z", "status": "Update", "message": "Still slow."},
                {"at": "2025-03-08T14:50:00Z", "status": "Resolved", "message": "Fast again."}]}
            """
        );

    public static string Maintenance(string middle = "In progress", Action<JsonObject>? change = null) =>
        With(
            change,
            $$"""
            {"id": "m1", "title": "New disks", "impact": "maintenance", "components": ["Uploads", "Downloads"],
             "started_at": "2025-03-08T14:00:00Z", "resolved_at": "2025-03-10T03:00:00Z", "updates": [
                {"at": "2025-03-08T14:00:00Z", "status": "Scheduled", "message": "We will replace disks."},
                {"at": "2025-03-10T01:00:00Z", "status": "{{middle}}", "message": "We are replacing disks."},
                {"at": "2025-03-10T03:00:00Z", "status": "Completed", "message": "All disks are new."}]}
            """
        );

    private static string With(Action<JsonObject>? change, string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        change?.Invoke(node);
        return node.ToJsonString();
    }
}
