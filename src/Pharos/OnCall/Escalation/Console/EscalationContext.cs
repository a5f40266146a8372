using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Noise.Console;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;

namespace Pharos.OnCall.Escalation.Console;

/// <summary>The escalation rule that a form shows.</summary>
/// <param name="Rule">Null for a new one.</param>
internal sealed record EscalationContext(SpaceContext Space, EscalationRuleItem? Rule)
{
    public string ListPath => Space.Path + "/escalation";

    public string Path => $"{ListPath}/{Rule?.RuleId ?? "new"}";

    public IReadOnlyList<EscalationLayerFields?> Levels => Rule?.Layers ?? [];

    public static async Task<EscalationContext> New(ConsoleRequest request, PharosDb db) =>
        new(await SpaceContext.Find(request, db), null);

    /// <summary>Reads the rule that the route value <c>{ruleId}</c> names.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<EscalationContext> Find(ConsoleRequest request, PharosDb db)
    {
        var space = await SpaceContext.Find(request, db);
        var rule = new SpaceRuleRequest { ChannelId = space.Space.ChannelId, RuleId = ActOnRule.RuleId(request) };
        return new(space, await EscalationRules.Info.Run(rule, request.Operation(db)));
    }
}
