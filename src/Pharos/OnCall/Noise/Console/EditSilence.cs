using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary>Changes a silence: <c>/console/spaces/{id}/silences/{rule_id}/edit</c></summary>
internal static class EditSilence
{
    public static readonly ConsoleForm<SilenceContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        Lock = (write, request) => write.LockOnCallSettings(request.Caller.AccountId, request.Cancel),
        Find = SilenceContext.FindRule,
        Version = shown => shown.Rule!.UpdatedAt,
        Fields = AddSilence.Fields,
        Page = Page,
        Submit = async (shown, form, op) =>
        {
            var rule = shown.Rule!;
            await SilenceRules.Update.Run(
                new UpdateSilenceRuleRequest
                {
                    ChannelId = shown.Space.Space.ChannelId,
                    RuleId = rule.RuleId,
                    RuleName = form["name"],
                    Description = rule.Description,
                    Priority = rule.Priority,
                    Filters = [.. Conditions.Read(form, ""), .. rule.Filters.Skip(1)],
                    TimeFilter = AddSilence.ReadOnce(shown, form),
                    TimeFilters = AddSilence.ReadWeekly(shown, form),
                    IsDirectlyDiscard = form.Has("discard"),
                    IsAutoDelete = rule.IsAutoDelete,
                },
                op
            );
            return shown.Path;
        },
        Notice = new("saved", NoiseTexts.DoneSaved),
    };

    /// <summary>
    /// Shows the form again with the open alerts that it matches now: <c>POST …/silences/{rule_id}/check</c>
    /// </summary>
    public static async Task<IResult> Check(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Form.Permission);
        var form = Web.Forms.Form.From(request, [.. Form.Fields.Select(f => f.Name)]);
        form.Token = request.Field(ConcurrencyToken.Field);
        return await Page(request, db, await SilenceContext.FindRule(request, db), form);
    }

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, SilenceContext shown, Form form)
    {
        var (spaceId, rule) = (shown.Space.Space.ChannelId, shown.Rule!);
        var matches = await AddSilence.Matching(request, db, spaceId, form);
        return request.Page<EditSilencePage>(
            form.Status,
            (nameof(EditSilencePage.Shown), shown.Space),
            (nameof(EditSilencePage.Path), $"{shown.Path}/{rule.RuleId}"),
            (nameof(EditSilencePage.Form), form),
            (nameof(EditSilencePage.Matches), matches),
            (nameof(EditSilencePage.More), rule.Filters.Skip(1).ToList()),
            (nameof(EditSilencePage.Keys), await MatchingAlerts.Keys(request, db, spaceId))
        );
    }
}
