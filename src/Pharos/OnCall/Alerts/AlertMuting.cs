using Pharos.Database;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Alerts;

/// <summary>Why an alert makes no incident.</summary>
/// <param name="Discards">Whether the alert is not kept at all.</param>
/// <param name="SourceAlertId">The alert that inhibits it; null for a silence.</param>
internal sealed record Muting(
    string RuleId,
    string RuleName,
    bool Discards,
    string? SourceAlertId,
    string? SourceAlertTitle
);

/// <summary>Marks alerts that a rule mutes.</summary>
internal static class AlertMuting
{
    public static void Mute(PharosDb db, TimeProvider clock, AlertRow alert, Muting rule)
    {
        if (alert.EverMuted)
            return;
        alert.EverMuted = true;
        Timelines.Add(
            db,
            clock,
            alert.AccountId,
            alert.AlertId,
            rule.SourceAlertId is null ? TimelineTypes.AlertSilenced : TimelineTypes.AlertInhibited,
            new AlertMutedDetail(rule.RuleId, rule.RuleName, rule.SourceAlertId, rule.SourceAlertTitle)
        );
    }
}
