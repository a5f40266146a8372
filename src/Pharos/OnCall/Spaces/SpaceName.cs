using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.OnCall.Spaces;

/// <summary>What alerts and incidents say about their space.</summary>
/// <param name="Status"><c>enabled</c> or <c>disabled</c>; empty outside any space.</param>
internal sealed record SpaceName(string Name, string Status)
{
    /// <summary>For an incident outside any space.</summary>
    public static SpaceName None { get; } = new("", "");

    /// <summary>Reads the names of some spaces.</summary>
    public static async Task<Dictionary<long, SpaceName>> Read(
        PharosDb db,
        IEnumerable<long> spaceIds,
        CancellationToken cancel
    )
    {
        var ids = spaceIds.Distinct().ToList();
        return ids.Count == 0
            ? []
            : await db
                .Spaces.AsNoTracking()
                .Where(s => EF.Parameter(ids).Contains(s.SpaceId))
                .ToDictionaryAsync(
                    s => s.SpaceId,
                    s => new SpaceName(s.Name, s.IsDisabled ? "disabled" : "enabled"),
                    cancel
                );
    }
}
