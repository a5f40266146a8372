using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Alerts;

/// <summary>Reads what happened to an alert: <c>POST /alert/feed</c></summary>
internal static class AlertTimeline
{
    public static readonly Operation<AlertTimelineRequest, TimelineResponse> Info = new(
        "/alert/feed",
        "Read the timeline of an alert",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    private static async Task<TimelineResponse> Handle(AlertTimelineRequest request, OperationContext op)
    {
        var alertId = Validate.ObjectId(request.AlertId, "alert_id");
        var types = (Validate.OptionalValues(request.Types, "types") ?? []).Select(WireName<AlertEntryType>.ToWire);
        var part = TimelineReader.Check(request);

        await AlertReader.Find(op, alertId);
        return await TimelineReader.Read(op, alertId, [.. types], part, request.Asc == true);
    }
}

public sealed record AlertTimelineRequest : TimelineRequest
{
    [Required]
    public string? AlertId { get; set; }

    /// <summary>All types if empty.</summary>
    [MaxLength(100)]
    public List<AlertEntryType?>? Types { get; set; }
}

/// <summary>The types of entries in the timeline of an alert.</summary>
public enum AlertEntryType
{
    [JsonStringEnumMemberName("a_new")]
    New,

    [JsonStringEnumMemberName("a_update")]
    Update,

    [JsonStringEnumMemberName("a_merge")]
    Merge,

    [JsonStringEnumMemberName("a_comm")]
    Comment,

    [JsonStringEnumMemberName("a_close")]
    Close,

    [JsonStringEnumMemberName("a_m_silence")]
    Silenced,

    [JsonStringEnumMemberName("a_m_inhibit")]
    Inhibited,
}
