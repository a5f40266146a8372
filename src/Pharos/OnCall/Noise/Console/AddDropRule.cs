using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary>Lists the drop rules of a space and creates one: <c>/console/spaces/{id}/drop-rules</c></summary>
internal static class AddDropRule
{
    public static readonly ConsoleForm<SpaceContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        PagePermission = Permissions.SpacesRead,
        Find = SpaceContext.Find,
        Fields =
        [
            new("name", NoiseTexts.Name) { WireNames = ["rule_name"] },
            .. Conditions.Fields<SpaceContext>("", "filters", NoiseTexts.Conditions),
        ],
        Page = async (request, db, shown, form) =>
        {
            var rules = await DropRules.List.Run(
                new SpaceRequest { ChannelId = shown.Space.ChannelId },
                request.Operation(db)
            );
            return request.Page<DropRulesPage>(
                form.Status,
                (nameof(DropRulesPage.Shown), shown),
                (nameof(DropRulesPage.Form), form),
                (nameof(DropRulesPage.Rules), rules.Items),
                (nameof(DropRulesPage.Keys), await MatchingAlerts.Keys(request, db, shown.Space.ChannelId))
            );
        },
        Submit = async (shown, form, op) =>
        {
            await DropRules.Create.Run(
                new CreateDropRuleRequest
                {
                    ChannelId = shown.Space.ChannelId,
                    RuleName = form["name"],
                    Filters = Conditions.Read(form, ""),
                },
                op
            );
            return shown.Path + "/drop-rules";
        },
        Notice = new("made", NoiseTexts.DoneMade),
    };
}
