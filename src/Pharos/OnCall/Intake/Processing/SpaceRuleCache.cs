using System.Collections.Concurrent;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>
/// Keeps the compiled rules of spaces, because compiling regular expressions takes longer than matching them. Rules are
/// the same as long as their IDs and times of change are.
/// </summary>
internal sealed class SpaceRuleCache
{
    /// <summary>More spaces than this are compiled again each time.</summary>
    private const int MaxSpaces = 10_000;

    private readonly ConcurrentDictionary<long, (string Version, SpaceRules Rules)> compiled = new();

    /// <param name="rows">All rules of the space.</param>
    public SpaceRules Get(long spaceId, IReadOnlyList<SpaceRuleRow> rows)
    {
        var version = string.Join(
            ' ',
            rows.Select(r =>
                $"{r.RuleId}:{r.UpdatedAt}:{r.IsDisabled}:{r.Priority}:{r.Body.GetHashCode(StringComparison.Ordinal)}"
            )
        );
        if (compiled.TryGetValue(spaceId, out var known) && known.Version == version)
            return known.Rules;
        var rules = new SpaceRules(rows);
        if (compiled.Count < MaxSpaces)
            compiled[spaceId] = (version, rules);
        return rules;
    }
}
