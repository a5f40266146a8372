using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary>Changes a drop rule: <c>/console/spaces/{id}/drop-rules/{rule_id}/edit</c></summary>
internal static class EditDropRule
{
    public static readonly ConsoleForm<DropRuleContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        Lock = (write, request) => write.LockOnCallSettings(request.Caller.AccountId, request.Cancel),
        Find = DropRuleContext.Find,
        Version = shown => shown.Rule.UpdatedAt,
        Fields =
        [
            new("name", NoiseTexts.Name, shown => shown.Rule.RuleName) { WireNames = ["rule_name"] },
            .. Conditions.Fields<DropRuleContext>("", "filters", NoiseTexts.Conditions, shown =>
                Conditions.First(shown.Rule.Filters)
            ),
        ],
        Page = async (request, db, shown, form) =>
            request.Page<EditDropRulePage>(
                form.Status,
                (nameof(EditDropRulePage.Shown), shown.Space),
                (nameof(EditDropRulePage.Path), shown.Path),
                (nameof(EditDropRulePage.Form), form),
                (nameof(EditDropRulePage.More), shown.Rule.Filters.Skip(1).ToList()),
                (nameof(EditDropRulePage.Keys), await MatchingAlerts.Keys(request, db, shown.Space.Space.ChannelId))
            ),
        Submit = async (shown, form, op) =>
        {
            await DropRules.Update.Run(
                new UpdateDropRuleRequest
                {
                    ChannelId = shown.Space.Space.ChannelId,
                    RuleId = shown.Rule.RuleId,
                    RuleName = form["name"],
                    Description = shown.Rule.Description,
                    Priority = shown.Rule.Priority,
                    Filters = [.. Conditions.Read(form, ""), .. shown.Rule.Filters.Skip(1)],
                },
                op
            );
            return shown.Space.Path + "/drop-rules";
        },
        Notice = new("saved", NoiseTexts.DoneSaved),
    };
}

/// <summary>The drop rule that a form shows.</summary>
internal sealed record DropRuleContext(SpaceContext Space, DropRuleItem Rule)
{
    public string Path => $"{Space.Path}/drop-rules/{Rule.RuleId}/edit";

    /// <summary>Reads the rule that the route value <c>{ruleId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<DropRuleContext> Find(ConsoleRequest request, PharosDb db)
    {
        var space = await SpaceContext.Find(request, db);
        var id = ActOnRule.RuleId(request);
        var rules = await DropRules.List.Run(
            new SpaceRequest { ChannelId = space.Space.ChannelId },
            request.Operation(db)
        );
        return new(space, rules.Items.FirstOrDefault(r => r.RuleId == id) ?? throw Errors.NotFound("rule_id"));
    }
}
