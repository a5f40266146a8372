using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary><c>/console/spaces/{space_id}/silences</c>, <c>…/inhibitions</c> and <c>…/drop-rules</c></summary>
internal static class NoiseRoutes
{
    public static void MapNoise(this IEndpointRouteBuilder console)
    {
        console.MapForm(
            "/spaces/{spaceId}/silences",
            AddSilence.Form,
            [AddSilence.Form.Notice, EditSilence.Form.Notice, .. ActOnRule.Notices]
        );
        console.MapRepeatableForm("/spaces/{spaceId}/silences/check", AddSilence.Check);
        console.MapForm("/spaces/{spaceId}/silences/{ruleId}/edit", EditSilence.Form);
        console.MapRepeatableForm("/spaces/{spaceId}/silences/{ruleId}/check", EditSilence.Check);
        console.MapRuleButtons("/silences", SilenceRules.Enable, SilenceRules.Disable, SilenceRules.Delete);
        console.MapForm(
            "/spaces/{spaceId}/inhibitions",
            AddInhibition.Form,
            [AddInhibition.Form.Notice, EditInhibition.Form.Notice, .. ActOnRule.Notices]
        );
        console.MapForm("/spaces/{spaceId}/inhibitions/{ruleId}/edit", EditInhibition.Form);
        console.MapRuleButtons("/inhibitions", InhibitRules.Enable, InhibitRules.Disable, InhibitRules.Delete);
        console.MapForm(
            "/spaces/{spaceId}/drop-rules",
            AddDropRule.Form,
            [AddDropRule.Form.Notice, EditDropRule.Form.Notice, .. ActOnRule.Notices]
        );
        console.MapForm("/spaces/{spaceId}/drop-rules/{ruleId}/edit", EditDropRule.Form);
        console.MapRuleButtons("/drop-rules", DropRules.Enable, DropRules.Disable, DropRules.Delete);
    }
}
