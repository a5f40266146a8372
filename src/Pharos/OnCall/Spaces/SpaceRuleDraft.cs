using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Spaces;

/// <summary>A rule as a request describes it, validated.</summary>
/// <param name="Body">The fields as JSON.</param>
internal sealed record SpaceRuleDraft(SpaceRuleKind Kind, string Name, string Description, int Priority, string Body)
{
    /// <param name="kind">The rule's kind.</param>
    /// <param name="fields">Validated fields; only those that <typeparamref name="T"/> declares are stored.</param>
    public static SpaceRuleDraft Create<T>(SpaceRuleKind kind, T fields)
        where T : RuleFields =>
        new(
            kind,
            fields.RuleName!,
            fields.Description ?? "",
            (int)fields.Priority!.Value,
            JsonSerializer.Serialize(fields, WireJson.Options)
        );

    public static T Read<T>(SpaceRuleRow row)
        where T : RuleFields => JsonSerializer.Deserialize<T>(row.Body, WireJson.Options)!;

    public SpaceRuleRow ToRow(SpaceRow space, Caller caller, string? fromIncidentId, TimeProvider clock)
    {
        var now = clock.Seconds();
        return new SpaceRuleRow
        {
            RuleId = Ids.NewObjectId(clock),
            AccountId = space.AccountId,
            SpaceId = space.SpaceId,
            Kind = Kind,
            Priority = Priority,
            Name = Name,
            Description = Description,
            Body = Body,
            FromIncidentId = fromIncidentId,
            CreatedAt = now,
            UpdatedAt = now,
            UpdatedBy = caller.MemberId,
        };
    }
}
