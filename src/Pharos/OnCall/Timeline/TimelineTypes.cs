namespace Pharos.OnCall.Timeline;

/// <summary>The types of timeline entries on the wire.</summary>
internal static class TimelineTypes
{
    public const string IncidentNew = "i_new";
    public const string IncidentAssign = "i_assign";
    public const string IncidentAddResponder = "i_a_rspd";
    public const string IncidentStorm = "i_storm";
    public const string IncidentSnooze = "i_snooze";
    public const string IncidentWake = "i_wake";
    public const string IncidentAck = "i_ack";
    public const string IncidentUnack = "i_unack";
    public const string IncidentComment = "i_comm";
    public const string IncidentResolve = "i_rslv";
    public const string IncidentReopen = "i_reopen";
    public const string IncidentMerge = "i_merge";
    public const string IncidentTitle = "i_r_title";
    public const string IncidentDescription = "i_r_desc";
    public const string IncidentImpact = "i_r_impact";
    public const string IncidentRootCause = "i_r_rc";
    public const string IncidentResolution = "i_r_rsltn";
    public const string IncidentSeverity = "i_r_severity";
    public const string IncidentField = "i_r_field";
    public const string IncidentFlapping = "i_m_flapping";

    public const string AlertNew = "a_new";
    public const string AlertUpdate = "a_update";
    public const string AlertMerge = "a_merge";
    public const string AlertClose = "a_close";
    public const string AlertSilenced = "a_m_silence";
    public const string AlertInhibited = "a_m_inhibit";
}
