using System.Text.Json;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>To whom an incident was assigned last, as stored and as returned.</summary>
public sealed record IncidentAssignment
{
    public const string NoRule = "000000000000000000000000";

    /// <summary>Assigned directly; empty for an assignment by rule.</summary>
    public IReadOnlyList<long> PersonIds { get; init; } = [];

    public string EscalateRuleId { get; init; } = NoRule;
    public string EscalateRuleName { get; init; } = "";

    /// <summary>The level of the rule, from 0.</summary>
    public int LayerIdx { get; init; }

    /// <summary><c>assign</c>, <c>reassign</c>, <c>escalate</c>, <c>reopen</c>; empty if not assigned.</summary>
    public string Type { get; init; } = "";
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Unix seconds; 0 if not assigned.</summary>
    public long AssignedAt { get; init; }

    public string Id { get; init; } = "";

    public static IncidentAssignment Parse(string json) =>
        JsonSerializer.Deserialize<IncidentAssignment>(json, WireJson.Options)!;

    public string ToJson() => JsonSerializer.Serialize(this, WireJson.Options);
}
