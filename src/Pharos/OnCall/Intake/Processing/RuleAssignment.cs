using NodaTime;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Escalation;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>Assigns new incidents by the first escalation rule of their space that fits.</summary>
internal static class RuleAssignment
{
    public static async Task Assign(
        PharosDb db,
        TimeProvider clock,
        IncidentRow incident,
        SpaceRules rules,
        DateTimeZone zone,
        CancellationToken cancel
    )
    {
        var now = clock.Seconds();
        if (rules.Escalation(IncidentSubject.For(incident), now, zone) is not { } rule)
            return;
        var people = await EscalationLevels.Read(rule).People(db, incident.AccountId, 0, cancel);
        var assignment = new IncidentAssignment
        {
            EscalateRuleId = rule.RuleId,
            EscalateRuleName = rule.Name,
            Type = "assign",
            AssignedAt = now,
            Id = Ids.NewUlid(clock),
        };
        IncidentAssigning.Assign(db, clock, incident, assignment, people, 0, "incident_id");
    }
}
