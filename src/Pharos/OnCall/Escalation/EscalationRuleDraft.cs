using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Escalation;

/// <summary>The first escalation rule of a new space: one level without repeats.</summary>
public sealed record EscalationRuleDraft
{
    private const long FirstWindow = 30;

    /// <summary>Seconds before the first page, up to 3,600.</summary>
    public long? AggrWindow { get; set; }

    /// <summary>The template of the messages: 24 hex digits.</summary>
    [Required]
    public string? TemplateId { get; set; }

    [Required]
    public EscalationTargetFields? Target { get; set; }

    /// <summary>Validates the draft; see <see cref="EscalationRuleFields.Check"/>.</summary>
    internal void Check(string field)
    {
        Validate.Range(AggrWindow ?? 0, field + ".aggr_window", 0, 3600);
        if (!Templates.BuiltInTemplate.IsId(Validate.ObjectId(TemplateId, field + ".template_id")))
            throw Errors.Invalid(SpaceMessages.UnknownTemplate, field + ".template_id");
        if (Target is null)
            throw Errors.Missing(field + ".target");
        Target.Check(field + ".target");
    }

    /// <summary>Adds the rule to a space in the transaction.</summary>
    /// <exception cref="ApiException">Names the first ID that does not exist.</exception>
    internal async Task Add(OperationContext op, SpaceRow space, string field)
    {
        await EscalationTargets.Demand(op, Target!, field + ".target");
        var fields = new EscalationRuleFields
        {
            RuleName = SpaceMessages.FirstRule.In(op.Language),
            TemplateId = TemplateId,
            AggrWindow = AggrWindow,
            Layers =
            [
                new EscalationLayerFields
                {
                    MaxTimes = 0,
                    EscalateWindow = FirstWindow,
                    Target = Target,
                },
            ],
        };
        fields.Check();
        await SpaceRuleOperations.Add(op, space, SpaceRuleDraft.Create(SpaceRuleKind.Escalate, fields));
    }
}
