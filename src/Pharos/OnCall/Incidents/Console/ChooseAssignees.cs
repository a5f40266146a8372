using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Escalation;
using Pharos.OnCall.Spaces;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>Assigns an incident to people or by a rule: <c>/console/incidents/{id}/assign</c></summary>
internal static class ChooseAssignees
{
    public static readonly ConsoleForm<IncidentContext> Form = new()
    {
        Permission = Permissions.IncidentsManage,
        Find = IncidentContext.Find,
        Fields =
        [
            new("person_ids", IncidentsTexts.People) { WireNames = ["assigned_to.person_ids", "person_ids"] },
            new("rule", IncidentsTexts.Rule) { WireNames = ["assigned_to.escalate_rule_id"] },
        ],
        Page = async (request, db, shown, form) =>
            request.Page<PeoplePage>(
                form.Status,
                (nameof(PeoplePage.Shown), shown),
                (nameof(PeoplePage.Form), form),
                (nameof(PeoplePage.Part), "/assign"),
                (nameof(PeoplePage.Title), IncidentsTexts.AssignTitle),
                (nameof(PeoplePage.Do), IncidentsTexts.Assign),
                (nameof(PeoplePage.People), await PeopleChoices.Read(request, db)),
                (nameof(PeoplePage.Rules), await Rules(request, db, shown))
            ),
        Submit = async (shown, form, op) =>
        {
            await AssignIncident.Info.Run(
                new AssignIncidentRequest
                {
                    IncidentIds = [shown.Incident.IncidentId],
                    AssignedTo = new AssignmentRequest
                    {
                        PersonIds = PeopleChoices.Ticked(form, "person_ids"),
                        EscalateRuleId = form["rule"],
                    },
                },
                op
            );
            return shown.Path;
        },
        Notice = new("assigned", IncidentsTexts.DoneAssigned),
    };

    /// <summary>The enabled escalation rules of the incident's space, if the member may see them.</summary>
    private static async Task<IReadOnlyList<(string, string)>> Rules(
        ConsoleRequest request,
        PharosDb db,
        IncidentContext shown
    )
    {
        if (shown.Incident.ChannelId == 0 || !request.May(Permissions.SpacesRead))
            return [];
        var rules = await EscalationRules.List.Run(
            new SpaceRequest { ChannelId = shown.Incident.ChannelId },
            request.Operation(db)
        );
        return [.. rules.Items.Where(r => r.Status == SpaceStatus.Enabled).Select(r => (r.RuleId, r.RuleName))];
    }
}
