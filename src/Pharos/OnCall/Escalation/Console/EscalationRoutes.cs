using Pharos.OnCall.Noise.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Escalation.Console;

/// <summary><c>/console/spaces/{space_id}/escalation</c></summary>
internal static class EscalationRoutes
{
    public static void MapEscalation(this IEndpointRouteBuilder console)
    {
        console.MapPage(
            "/spaces/{spaceId}/escalation",
            ShowEscalation.Handle,
            [EditEscalation.New.Notice, EditEscalation.Edit.Notice, .. ActOnRule.Notices]
        );
        console.MapForm("/spaces/{spaceId}/escalation/new", EditEscalation.New);
        console.MapForm("/spaces/{spaceId}/escalation/{ruleId}", EditEscalation.Edit);
        console.MapRuleButtons(
            "/escalation",
            EscalationRules.Enable,
            EscalationRules.Disable,
            EscalationRules.Delete,
            suffix: "/act"
        );
    }
}
