using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Incidents;

/// <summary>Reads what happened to an incident: <c>POST /incident/feed</c></summary>
internal static class IncidentTimeline
{
    public static readonly Operation<IncidentTimelineRequest, TimelineResponse> Info = new(
        "/incident/feed",
        "Read the timeline of an incident",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentsRead,
        IsForAccount = true,
    };

    private static async Task<TimelineResponse> Handle(IncidentTimelineRequest request, OperationContext op)
    {
        var incidentId = Validate.ObjectId(request.IncidentId, "incident_id");
        var types = (Validate.OptionalValues(request.Types, "types") ?? []).Select(WireName<IncidentEntryType>.ToWire);
        var part = TimelineReader.Check(request);

        await IncidentReader.Find(op, incidentId);
        return await TimelineReader.Read(op, incidentId, [.. types], part, request.Asc == true);
    }
}

public sealed record IncidentTimelineRequest : TimelineRequest
{
    [Required]
    public string? IncidentId { get; set; }

    /// <summary>All types if empty.</summary>
    [MaxLength(100)]
    public List<IncidentEntryType?>? Types { get; set; }
}

/// <summary>The types of entries in the timeline of an incident.</summary>
public enum IncidentEntryType
{
    [JsonStringEnumMemberName("i_new")]
    New,

    [JsonStringEnumMemberName("i_assign")]
    Assign,

    [JsonStringEnumMemberName("i_a_rspd")]
    AddResponder,

    [JsonStringEnumMemberName("i_notify")]
    Notify,

    [JsonStringEnumMemberName("i_storm")]
    Storm,

    [JsonStringEnumMemberName("i_snooze")]
    Snooze,

    [JsonStringEnumMemberName("i_wake")]
    Wake,

    [JsonStringEnumMemberName("i_ack")]
    Acknowledge,

    [JsonStringEnumMemberName("i_unack")]
    Unacknowledge,

    [JsonStringEnumMemberName("i_comm")]
    Comment,

    [JsonStringEnumMemberName("i_rslv")]
    Resolve,

    [JsonStringEnumMemberName("i_reopen")]
    Reopen,

    [JsonStringEnumMemberName("i_merge")]
    Merge,

    [JsonStringEnumMemberName("i_r_title")]
    Title,

    [JsonStringEnumMemberName("i_r_desc")]
    Description,

    [JsonStringEnumMemberName("i_r_impact")]
    Impact,

    [JsonStringEnumMemberName("i_r_rc")]
    RootCause,

    [JsonStringEnumMemberName("i_r_rsltn")]
    Resolution,

    [JsonStringEnumMemberName("i_r_severity")]
    Severity,

    [JsonStringEnumMemberName("i_r_field")]
    Field,

    [JsonStringEnumMemberName("i_m_flapping")]
    Flapping,

    [JsonStringEnumMemberName("i_m_reply")]
    MuteReply,

    [JsonStringEnumMemberName("i_custom")]
    CustomAction,

    [JsonStringEnumMemberName("i_wr_create")]
    WarRoomCreate,

    [JsonStringEnumMemberName("i_wr_delete")]
    WarRoomDelete,

    [JsonStringEnumMemberName("i_auto_refresh")]
    AutoRefresh,

    [JsonStringEnumMemberName("a_merge")]
    MergeAlerts,

    [JsonStringEnumMemberName("i_m_silence")]
    Silenced,

    [JsonStringEnumMemberName("i_m_inhibit")]
    Inhibited,
}
