using System.Text.Json;
using NodaTime;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>The enabled rules of a space, compiled, in the order of their priority.</summary>
internal sealed class SpaceRules
{
    private readonly List<Compiled<DropRule>> drops = [];
    private readonly List<Compiled<SilenceRule>> silences = [];
    private readonly List<Compiled<InhibitRule>> inhibits = [];
    private readonly List<Compiled<EscalationRule>> escalations = [];

    /// <param name="rows">All rules of the space.</param>
    public SpaceRules(IEnumerable<SpaceRuleRow> rows)
    {
        foreach (
            var row in rows.Where(r => !r.IsDisabled)
                .OrderBy(r => r.Priority)
                .ThenBy(r => r.RuleId, StringComparer.Ordinal)
        )
        {
            switch (row.Kind)
            {
                case SpaceRuleKind.Drop:
                    drops.Add(new(row, Read<DropRuleFields>(row).Check()));
                    break;
                case SpaceRuleKind.Silence:
                    silences.Add(new(row, Read<SilenceRuleFields>(row).Check()));
                    break;
                case SpaceRuleKind.Inhibit:
                    inhibits.Add(new(row, Read<InhibitRuleFields>(row).Check()));
                    break;
                case SpaceRuleKind.Escalate:
                    escalations.Add(new(row, Read<EscalationRuleFields>(row).Check()));
                    break;
            }
        }
    }

    public bool HasInhibits => inhibits.Count > 0;

    public bool Drops(FilterSubject subject) => drops.Exists(r => r.Rule.Drops(subject));

    /// <summary>The rule that mutes an alert now; null if none does.</summary>
    /// <param name="active">The active alerts of the space, if it has rules that inhibit.</param>
    /// <param name="now">Unix seconds.</param>
    public Muting? Mutes(
        AlertRow alert,
        FilterSubject subject,
        IReadOnlyList<InhibitSource> active,
        long now,
        DateTimeZone zone
    )
    {
        foreach (var (row, rule) in silences)
        {
            if (rule.Silences(subject, now, zone, NoCalendar))
                return new Muting(row.RuleId, row.Name, rule.Discards, null, null);
        }

        foreach (var (row, rule) in inhibits)
        {
            if (rule.FindSource(alert.AlertId, subject, active, now) is { } source)
                return new Muting(row.RuleId, row.Name, rule.Discards, source.AlertId, source.Subject.Title);
        }

        return null;
    }

    /// <summary>The rule that pages about an incident; null if none fits.</summary>
    public SpaceRuleRow? Escalation(FilterSubject incident, long now, DateTimeZone zone)
    {
        foreach (var (row, rule) in escalations)
        {
            if (rule.Matches(incident, now, zone, NoCalendar))
                return row;
        }

        return null;
    }

    private static bool? NoCalendar(string calendarId, DateOnly date) => null;

    private static T Read<T>(SpaceRuleRow row) => JsonSerializer.Deserialize<T>(row.Body, WireJson.Options)!;

    private readonly record struct Compiled<T>(SpaceRuleRow Row, T Rule);
}
