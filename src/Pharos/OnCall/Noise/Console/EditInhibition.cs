using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary>Changes an inhibition: <c>/console/spaces/{id}/inhibitions/{rule_id}/edit</c></summary>
internal static class EditInhibition
{
    public static readonly ConsoleForm<InhibitionContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        Lock = (write, request) => write.LockOnCallSettings(request.Caller.AccountId, request.Cancel),
        Find = InhibitionContext.Find,
        Version = shown => shown.Rule.UpdatedAt,
        Fields =
        [
            new("name", NoiseTexts.Name, shown => shown.Rule.RuleName) { WireNames = ["rule_name"] },
            .. Conditions.Fields<InhibitionContext>(AddInhibition.Source, "source_filters", NoiseTexts.Source, shown =>
                Conditions.First(shown.Rule.SourceFilters)
            ),
            .. Conditions.Fields<InhibitionContext>(AddInhibition.Target, "target_filters", NoiseTexts.Target, shown =>
                Conditions.First(shown.Rule.TargetFilters)
            ),
            new("equals", NoiseTexts.Equal, shown => Conditions.Join(shown.Rule.EqualKeys)),
            new("discard", NoiseTexts.Discard, shown => shown.Rule.IsDirectlyDiscard),
        ],
        Page = async (request, db, shown, form) =>
            request.Page<EditInhibitionPage>(
                form.Status,
                (nameof(EditInhibitionPage.Shown), shown.Space),
                (nameof(EditInhibitionPage.Path), shown.Path),
                (nameof(EditInhibitionPage.Form), form),
                (
                    nameof(EditInhibitionPage.More),
                    shown.Rule.SourceFilters.Skip(1).Concat(shown.Rule.TargetFilters.Skip(1)).ToList()
                ),
                (nameof(EditInhibitionPage.Keys), await MatchingAlerts.Keys(request, db, shown.Space.Space.ChannelId))
            ),
        Submit = async (shown, form, op) =>
        {
            await InhibitRules.Update.Run(
                new UpdateInhibitRuleRequest
                {
                    ChannelId = shown.Space.Space.ChannelId,
                    RuleId = shown.Rule.RuleId,
                    RuleName = form["name"],
                    Description = shown.Rule.Description,
                    Priority = shown.Rule.Priority,
                    SourceFilters =
                    [
                        .. Conditions.Read(form, AddInhibition.Source),
                        .. shown.Rule.SourceFilters.Skip(1),
                    ],
                    TargetFilters =
                    [
                        .. Conditions.Read(form, AddInhibition.Target),
                        .. shown.Rule.TargetFilters.Skip(1),
                    ],
                    EqualKeys = Conditions.Split(form["equals"]),
                    IsDirectlyDiscard = form.Has("discard"),
                },
                op
            );
            return shown.Space.Path + "/inhibitions";
        },
        Notice = new("saved", NoiseTexts.DoneSaved),
    };
}

/// <summary>The inhibition that a form shows.</summary>
internal sealed record InhibitionContext(SpaceContext Space, InhibitRuleItem Rule)
{
    public string Path => $"{Space.Path}/inhibitions/{Rule.RuleId}/edit";

    /// <summary>Reads the rule that the route value <c>{ruleId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<InhibitionContext> Find(ConsoleRequest request, PharosDb db)
    {
        var space = await SpaceContext.Find(request, db);
        var id = ActOnRule.RuleId(request);
        var rules = await InhibitRules.List.Run(
            new SpaceRequest { ChannelId = space.Space.ChannelId },
            request.Operation(db)
        );
        return new(space, rules.Items.FirstOrDefault(r => r.RuleId == id) ?? throw Errors.NotFound("rule_id"));
    }
}
