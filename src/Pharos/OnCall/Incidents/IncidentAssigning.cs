using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Escalation;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;
using Pharos.Platform.Members;

namespace Pharos.OnCall.Incidents;

/// <summary>Assigns incidents: to people directly, or to those that a level of an escalation rule names.</summary>
internal static class IncidentAssigning
{
    /// <exception cref="ApiException">A person is not a member of the account.</exception>
    public static Task DemandPersons(OperationContext op, IReadOnlyList<long> personIds, string field) =>
        MemberReader.FindAll(op.Db, op.Caller, personIds, field, op.Cancel);

    /// <summary>Assigns an incident as a member asked.</summary>
    /// <param name="field">The wire name of the assignment, for errors.</param>
    /// <param name="idField">The wire name of the incident's ID.</param>
    /// <exception cref="ApiException">A person or the rule does not exist, or the rule lacks the level.</exception>
    public static async Task Assign(
        OperationContext op,
        IncidentRow incident,
        AssignmentDraft draft,
        string field,
        string idField
    )
    {
        var now = op.Clock.Seconds();
        var before = IncidentAssignment.Parse(incident.Assignment);
        var type = before.Type.Length == 0 ? "assign" : "reassign";
        IReadOnlyList<long> persons = draft.PersonIds;
        var assignment = new IncidentAssignment
        {
            PersonIds = draft.PersonIds,
            Emails = draft.Emails,
            Type = type,
            AssignedAt = now,
            Id = Ids.NewUlid(op.Clock),
        };
        if (draft.RuleId is { } ruleId)
        {
            var rule = await Rule(op.Db, incident, ruleId, cancel: op.Cancel)
                ?? throw Errors.NotFound(field + ".escalate_rule_id");
            var levels = EscalationLevels.Read(rule);
            if (draft.Level >= levels.Count)
                throw Errors.Invalid(Messages.OutOfRange, field + ".layer_idx", 0, levels.Count - 1);
            persons = await levels.People(op.Db, incident.AccountId, draft.Level, op.Cancel);
            assignment = assignment with
            {
                Type = before.Type.Length == 0 ? "assign" : "escalate",
                EscalateRuleId = rule.RuleId,
                EscalateRuleName = rule.Name,
                LayerIdx = draft.Level,
            };
        }

        Assign(op.Db, op.Clock, incident, assignment, persons, op.Caller.MemberId, idField);
    }

    /// <summary>Assigns a reopened incident as before.</summary>
    public static async Task AssignAgain(OperationContext op, IncidentsWrite write, IncidentRow incident)
    {
        var before = IncidentAssignment.Parse(incident.Assignment);
        if (before.Type.Length == 0)
            return;
        var again = before with { Type = "reopen", AssignedAt = write.Now, Id = Ids.NewUlid(op.Clock), LayerIdx = 0 };
        var persons = await Rule(op.Db, incident, before.EscalateRuleId, op.Cancel) is { } rule
            ? await EscalationLevels.Read(rule).People(op.Db, incident.AccountId, 0, op.Cancel)
            : before.PersonIds;
        Assign(op.Db, op.Clock, incident, again, persons, op.Caller.MemberId, IncidentIdsRequest.Field);
    }

    /// <summary>Stores an assignment with its entry.</summary>
    /// <param name="persons">The members whom it reaches.</param>
    public static void Assign(
        PharosDb db,
        TimeProvider clock,
        IncidentRow incident,
        IncidentAssignment assignment,
        IReadOnlyList<long> persons,
        long creatorId,
        string idField
    )
    {
        IncidentStates.Apply(incident, clock.Seconds(), s => s.Assign(persons, clock.Seconds(), idField));
        incident.Assignment = assignment.ToJson();
        Timelines.Add(
            db,
            clock,
            incident.AccountId,
            incident.IncidentId,
            TimelineTypes.IncidentAssign,
            new AssignDetail(assignment, persons),
            creatorId
        );
    }

    private static async Task<SpaceRuleRow?> Rule(
        PharosDb db,
        IncidentRow incident,
        string ruleId,
        CancellationToken cancel
    ) =>
        incident.SpaceId is null || ruleId == IncidentAssignment.NoRule
            ? null
            : await db.SpaceRules.SingleOrDefaultAsync(
                r => r.RuleId == ruleId && r.SpaceId == incident.SpaceId && r.Kind == SpaceRuleKind.Escalate,
                cancel
            );
}
