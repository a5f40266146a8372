using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>To whom an incident is to be assigned: to people, or by a rule of its space.</summary>
public sealed record AssignmentRequest
{
    [MaxLength(100)]
    public List<long?>? PersonIds { get; set; }

    /// <summary>A rule of the incident's space; absent or zeros for people.</summary>
    public string? EscalateRuleId { get; set; }

    /// <summary>The level of the rule, from 0.</summary>
    public long? LayerIdx { get; set; }

    /// <summary>Ignored: the server knows whether the incident was assigned before.</summary>
    public string? Type { get; set; }

    /// <summary>Addresses of people without an account, who are only paged.</summary>
    [MaxLength(100)]
    public List<string?>? Emails { get; set; }

    public NotifyRequest? Notify { get; set; }

    internal AssignmentDraft Check(string field)
    {
        var persons = Validate.OptionalIds(PersonIds, field + ".person_ids");
        var rule = string.IsNullOrEmpty(EscalateRuleId)
            ? IncidentAssignment.NoRule
            : Validate.ObjectId(EscalateRuleId, field + ".escalate_rule_id");
        var emails = (Validate.OptionalItems(Emails, field + ".emails") ?? [])
            .Select((email, i) => EmailAddressField.Check(email, Validate.Index(field + ".emails", i)))
            .ToList();
        Notify?.Check(field + ".notify");
        var isByRule = rule != IncidentAssignment.NoRule;
        if (isByRule && persons.Count + emails.Count > 0)
            throw Errors.Invalid(OnCallMessages.PeopleOrRule, field + ".person_ids", field + ".escalate_rule_id");
        if (!isByRule && persons.Count + emails.Count == 0)
            throw Errors.Missing(field + ".person_ids");
        return new AssignmentDraft(
            persons,
            emails,
            isByRule ? rule : null,
            (int)Validate.Range(LayerIdx ?? 0, field + ".layer_idx", 0, 100)
        );
    }
}

/// <summary>A valid assignment; its people and its rule are still to be looked up.</summary>
internal sealed record AssignmentDraft(
    IReadOnlyList<long> PersonIds,
    IReadOnlyList<string> Emails,
    string? RuleId,
    int Level
);
