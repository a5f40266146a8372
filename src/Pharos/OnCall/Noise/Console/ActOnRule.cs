using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Noise.Console;

/// <summary>The buttons of a rule: <c>POST /console/spaces/{id}/…/{rule_id}</c></summary>
internal static class ActOnRule
{
    public static readonly FormNotice Ended = new("ended", NoiseTexts.DoneEnded);
    public static readonly FormNotice Enabled = new("enabled", NoiseTexts.DoneEnabled);
    public static readonly FormNotice Disabled = new("disabled", NoiseTexts.DoneDisabled);
    public static readonly FormNotice Deleted = new("deleted", NoiseTexts.DoneDeleted);

    public static IReadOnlyList<FormNotice> Notices { get; } = [Ended, Enabled, Disabled, Deleted];

    /// <summary>Maps the buttons of one kind of rules.</summary>
    /// <param name="part">The part of the URL after the space, such as <c>/silences</c>.</param>
    public static void MapRuleButtons(
        this IEndpointRouteBuilder console,
        string part,
        Operation<SpaceRuleRequest, EmptyResponse> enable,
        Operation<SpaceRuleRequest, EmptyResponse> disable,
        Operation<SpaceRuleRequest, EmptyResponse> delete,
        string suffix = ""
    ) =>
        console.MapForm(
            $"/spaces/{{spaceId}}{part}/{{ruleId}}{suffix}",
            async (request, db) =>
            {
                var space = await SpaceContext.Find(request, db);
                var rule = new SpaceRuleRequest { ChannelId = space.Space.ChannelId, RuleId = RuleId(request) };
                var (op, back) = (request.Operation(db), space.Path + part);
                switch (request.Field("do"))
                {
                    case "end":
                        await End(space, rule, disable, op);
                        return request.See(back, Ended);
                    case "enable":
                        await enable.Run(rule, op);
                        return request.See(back, Enabled);
                    case "disable":
                        await disable.Run(rule, op);
                        return request.See(back, Disabled);
                    case "delete":
                        await delete.Run(rule, op);
                        return request.See(back, Deleted);
                    default:
                        throw Errors.NotFound("do");
                }
            },
            Permissions.SpacesManage
        );

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/>: no ID.</exception>
    public static string RuleId(ConsoleRequest request) =>
        (string?)request.Http.Request.RouteValues["ruleId"] is { } id && Ids.IsObjectId(id)
            ? id
            : throw Errors.NotFound("rule_id");

    /// <summary>Ends a silence now. A recurring one is disabled, because it has no end.</summary>
    private static async Task End(
        SpaceContext space,
        SpaceRuleRequest rule,
        Operation<SpaceRuleRequest, EmptyResponse> disable,
        OperationContext op
    )
    {
        var silences = await SilenceRules.List.Run(new SpaceRequest { ChannelId = space.Space.ChannelId }, op);
        var now = op.Clock.Seconds();
        if (
            silences.Items.FirstOrDefault(r => r.RuleId == rule.RuleId)
                is not { TimeFilter.StartTime: { } start } silence
            || start >= now
        )
        {
            await disable.Run(rule, op);
            return;
        }

        await SilenceRules.Update.Run(
            new UpdateSilenceRuleRequest
            {
                ChannelId = rule.ChannelId,
                RuleId = rule.RuleId,
                RuleName = silence.RuleName,
                Description = silence.Description,
                Priority = silence.Priority,
                Filters = silence.Filters,
                TimeFilter = new OnceTimeFields { StartTime = start, EndTime = now },
                IsDirectlyDiscard = silence.IsDirectlyDiscard,
                IsAutoDelete = silence.IsAutoDelete,
            },
            op
        );
    }
}
