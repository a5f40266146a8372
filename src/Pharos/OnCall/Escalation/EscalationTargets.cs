using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Templates;
using Pharos.Platform.Members;

namespace Pharos.OnCall.Escalation;

/// <summary>Checks that what an escalation rule names exists in the caller's account.</summary>
internal static class EscalationTargets
{
    /// <param name="op">The operation that stores the rule.</param>
    /// <param name="fields">The rule, validated by its own rules.</param>
    /// <exception cref="ApiException">Names the first ID that does not exist.</exception>
    public static async Task Demand(OperationContext op, EscalationRuleFields fields)
    {
        if (!BuiltInTemplate.IsId(fields.TemplateId!))
            throw Errors.Invalid(SpaceMessages.UnknownTemplate, "template_id");
        for (var i = 0; i < fields.Layers!.Count; i++)
            await Demand(op, fields.Layers[i]!.Target!, Validate.Index("layers", i) + ".target");
    }

    /// <param name="field">The wire name of the target, for errors.</param>
    public static async Task Demand(OperationContext op, EscalationTargetFields target, string field)
    {
        var (db, caller, cancel) = op;
        await MemberReader.FindAll(db, caller, Ids(target.PersonIds), field + ".person_ids", cancel);
        await SpaceTeams.Demand(db, caller, Ids(target.TeamIds), field + ".team_ids", cancel);
        // There are no schedules and no chat apps yet, so every ID is unknown.
        if (target.ScheduleToRoleIds is { Count: > 0 })
            throw Errors.Invalid(SpaceMessages.UnknownSchedule, field + ".schedule_to_role_ids");
        for (var i = 0; i < (target.Webhooks?.Count ?? 0); i++)
        {
            if (target.Webhooks![i]!.Settings!.DataSourceId is not null)
                throw Errors.Invalid(
                    SpaceMessages.UnknownChatApp,
                    Validate.Index(field + ".webhooks", i) + ".settings.data_source_id"
                );
        }
    }

    private static List<long> Ids(List<long?>? ids) => [.. (ids ?? []).OfType<long>()];
}
