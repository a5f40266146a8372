using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Incidents;

/// <summary>Finds past incidents that are like another one.</summary>
internal static class SimilarIncidents
{
    private const long Seconds = 30 * 86400;

    /// <summary>Incidents are similar above this score.</summary>
    private const double MinScore = 0.9;

    /// <summary>The newest incidents are compared, at most so many.</summary>
    private const int MaxCompared = 5000;

    private const int MaxLabels = 30;

    /// <summary>Longer names don't fit into a key.</summary>
    private const int MaxName = 200;

    /// <summary>
    /// Closed incidents of the same space and the last 30 days: those that say more about their resolution first, then
    /// by score, then the newest.
    /// </summary>
    /// <param name="incident">An incident in a space.</param>
    public static async Task<List<(IncidentRow Incident, double Score)>> Find(
        OperationContext op,
        IncidentRow incident,
        int limit
    )
    {
        var since = op.Clock.Seconds() - Seconds;
        var past = op
            .Db.Incidents.AsNoTracking()
            .Where(i =>
                i.SpaceId == incident.SpaceId
                && i.Progress == IncidentProgress.Closed
                && i.LastMergeTime >= since
                && i.IncidentId != incident.IncidentId
            );
        var candidates = await past.OrderByDescending(i => i.LastMergeTime)
            .Take(MaxCompared)
            .Select(i => new
            {
                i.IncidentId,
                i.Title,
                i.Labels,
                i.LastMergeTime,
                Fullness = (i.Resolution != "" ? 1 : 0) + (i.RootCause != "" ? 1 : 0),
            })
            .ToListAsync(op.Cancel);
        var keys = Keys(incident);
        var profile = SimilarityProfile.From(keys, IncidentSubject.For(incident));
        var best = candidates
            .Select(c =>
                (
                    Candidate: c,
                    Score: profile.Score(
                        SimilarityProfile.From(keys, new FilterSubject { Title = c.Title, Labels = c.Labels })
                    )
                )
            )
            .Where(c => c.Score > MinScore)
            .OrderByDescending(c => c.Candidate.Fullness)
            .ThenByDescending(c => c.Score)
            .ThenByDescending(c => c.Candidate.LastMergeTime)
            .Take(limit)
            .ToList();
        var ids = best.Select(c => c.Candidate.IncidentId).ToList();
        var rows = await past.Where(i => EF.Parameter(ids).Contains(i.IncidentId))
            .ToDictionaryAsync(i => i.IncidentId, StringComparer.Ordinal, op.Cancel);
        return [.. best.Select(c => (rows[c.Candidate.IncidentId], c.Score))];
    }

    /// <summary>The title and the incident's labels, of which the first names count.</summary>
    private static IReadOnlyList<FilterKey> Keys(IncidentRow incident) =>
        [
            FilterKey.Check("title", "title"),
            .. incident
                .Labels.Keys.Where(name => name.Length is > 0 and <= MaxName)
                .Order(StringComparer.Ordinal)
                .Take(MaxLabels)
                .Select(name => FilterKey.Check("labels." + name, "labels")),
        ];
}
