using System.Text.Json.Serialization;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Timeline;

/// <summary><c>i_new</c></summary>
internal sealed record IncidentNewDetail(EventStatus Severity, string Title);

/// <summary><c>i_assign</c></summary>
internal sealed record AssignDetail
{
    public AssignDetail(IncidentAssignment assignment, IReadOnlyList<long> to)
    {
        (PersonIds, EscalateRuleId, EscalateRuleName) = (
            assignment.PersonIds,
            assignment.EscalateRuleId,
            assignment.EscalateRuleName
        );
        (LayerIdx, Type, Emails) = (assignment.LayerIdx, assignment.Type, assignment.Emails);
        (AssignedAt, Id, To) = (assignment.AssignedAt, assignment.Id, to);
    }

    public IReadOnlyList<long> PersonIds { get; }
    public string EscalateRuleId { get; }
    public string EscalateRuleName { get; }
    public int LayerIdx { get; }
    public string Type { get; }
    public IReadOnlyList<string> Emails { get; }
    public long AssignedAt { get; }
    public string Id { get; }

    /// <summary>The people whom the assignment reached.</summary>
    public IReadOnlyList<long> To { get; }
}

/// <summary><c>i_a_rspd</c></summary>
internal sealed record AddResponderDetail(IReadOnlyList<long> To);

/// <summary><c>i_storm</c></summary>
/// <param name="Threshold">The threshold that was reached, in alerts.</param>
internal sealed record StormDetail(int Threshold);

/// <summary><c>i_snooze</c></summary>
internal sealed record SnoozeDetail(long Minutes);

/// <summary><c>i_wake</c></summary>
/// <param name="SnoozedBefore">The end of the snooze; in camel case on the wire.</param>
internal sealed record WakeDetail([property: JsonPropertyName("snoozedBefore")] long SnoozedBefore);

/// <summary><c>i_comm</c></summary>
internal sealed record CommentDetail(string Comment, bool MuteReply);

/// <summary><c>i_rslv</c></summary>
internal sealed record ResolveDetail(ResolvedFrom From);

/// <summary><c>i_reopen</c></summary>
internal sealed record ReopenDetail(string? Reason);

/// <summary><c>i_merge</c> and <c>a_merge</c></summary>
internal sealed record MergeDetail(
    IReadOnlyList<IncidentShort>? SourceIncidents,
    IReadOnlyList<MergedAlert>? SourceAlerts,
    IncidentShort TargetIncident,
    string? Comment,
    string? Title,
    long OwnerId,
    bool? RemoveSourceIncidents,
    IReadOnlyList<long>? SourceResponders
);

/// <summary>An alert that was moved.</summary>
internal sealed record MergedAlert(string AlertId, string Title);

/// <summary><c>i_r_title</c></summary>
internal sealed record TitleDetail(string From, string To);

/// <summary><c>i_r_severity</c></summary>
internal sealed record SeverityDetail(EventStatus From, EventStatus To);

/// <summary><c>i_r_field</c></summary>
internal sealed record FieldDetail(string FieldName, object? To);

/// <summary><c>a_new</c></summary>
internal sealed record AlertNewDetail(EventStatus Severity, EventStatus Status);

/// <summary><c>a_update</c></summary>
internal sealed record AlertUpdateDetail(EventStatus Severity, EventStatus Status);

/// <summary><c>a_m_silence</c> and <c>a_m_inhibit</c></summary>
internal sealed record AlertMutedDetail(
    string RuleId,
    string RuleName,
    string? SourceAlertId = null,
    string? SourceAlertTitle = null
);

/// <summary><c>i_m_flapping</c></summary>
internal sealed record FlappingDetail(int MaxChanges, int InMins, int MuteMins);
