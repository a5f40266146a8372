using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>How often incidents like this one occur in its space.</summary>
public enum IncidentFrequency
{
    /// <summary>20 times or more in the last 30 days.</summary>
    Frequent,

    /// <summary>Once in 30 days.</summary>
    Rare,
}

/// <summary>Finds the incidents that occur often.</summary>
internal static class IncidentFrequencies
{
    private const int MinFrequent = 20;
    private const long Seconds = 30 * 86400;

    /// <summary>Those of some incidents whose key occurs often in their space.</summary>
    public static async Task<HashSet<string>> Read(OperationContext op, IReadOnlyList<IncidentRow> rows)
    {
        var db = op.Db;
        var ids = rows.Where(r => r.SpaceId is not null && r.DedupKey.Length > 0).Select(r => r.IncidentId).ToList();
        if (ids.Count == 0)
            return [];
        var since = op.Clock.Seconds() - Seconds;
        return await db
            .Incidents.Where(i => EF.Parameter(ids).Contains(i.IncidentId))
            .Where(i =>
                db.Incidents.Where(x => x.SpaceId == i.SpaceId && x.DedupKey == i.DedupKey && x.StartTime >= since)
                    .OrderBy(x => x.StartTime)
                    .Skip(MinFrequent - 1)
                    .Any()
            )
            .Select(i => i.IncidentId)
            .ToHashSetAsync(StringComparer.Ordinal, op.Cancel);
    }
}
