using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Escalation;

/// <summary>The levels of a stored escalation rule.</summary>
internal sealed class EscalationLevels
{
    private readonly IReadOnlyList<EscalationLayerFields?> layers;

    private EscalationLevels(IReadOnlyList<EscalationLayerFields?> layers) => this.layers = layers;

    public int Count => layers.Count;

    public static EscalationLevels Read(SpaceRuleRow rule) =>
        new(JsonSerializer.Deserialize<EscalationRuleFields>(rule.Body, WireJson.Options)!.Layers ?? []);

    /// <summary>The members that a level names, directly or by team. Disabled members are left out.</summary>
    public async Task<IReadOnlyList<long>> People(PharosDb db, long accountId, int level, CancellationToken cancel)
    {
        if (level >= layers.Count || layers[level]?.Target is not { } target)
            return [];
        var persons = Ids(target.PersonIds);
        var teams = Ids(target.TeamIds);
        return await db
            .Members.Where(m => m.AccountId == accountId && m.Status == MemberStatus.Enabled)
            .Where(m =>
                EF.Parameter(persons).Contains(m.MemberId)
                || db.TeamMembers.Any(t => t.MemberId == m.MemberId && EF.Parameter(teams).Contains(t.TeamId))
            )
            .OrderBy(m => m.MemberId)
            .Select(m => m.MemberId)
            .ToListAsync(cancel);
    }

    private static List<long> Ids(List<long?>? ids) => [.. (ids ?? []).OfType<long>()];
}
