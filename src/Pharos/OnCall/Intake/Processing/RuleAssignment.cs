using NodaTime;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Escalation;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>Assigns new incidents by the first escalation rule of their space that fits.</summary>
internal sealed class RuleAssignment(PharosDb db, TimeProvider clock, long accountId)
{
    /// <summary>The people of rules, because a storm assigns thousands of incidents by one rule.</summary>
    private readonly Dictionary<string, IReadOnlyList<long>> people = new(StringComparer.Ordinal);

    public async Task Assign(IncidentRow incident, SpaceRules rules, DateTimeZone zone, CancellationToken cancel)
    {
        var now = clock.Seconds();
        if (rules.Escalation(IncidentSubject.For(incident), now, zone) is not { } rule)
            return;
        if (!people.TryGetValue(rule.RuleId, out var first))
            people[rule.RuleId] = first = await EscalationLevels.Read(rule).People(db, accountId, 0, cancel);
        var assignment = new IncidentAssignment
        {
            EscalateRuleId = rule.RuleId,
            EscalateRuleName = rule.Name,
            Type = "assign",
            AssignedAt = now,
            Id = Ids.NewUlid(clock),
        };
        IncidentAssigning.Assign(db, clock, incident, assignment, first, 0, "incident_id");
    }
}
