using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>Marks incidents whose problem comes and goes, and mutes them if the space says so.</summary>
internal static class IncidentFlapping
{
    /// <summary>How many earlier incidents of the same problem are looked at.</summary>
    private const int MaxEarlier = 50;

    /// <summary>
    /// Whether a new incident is muted, so that it pages no one. The one that starts the flapping is not.
    /// </summary>
    /// <param name="touched">Other incidents of the same problem in this transaction, maybe unsaved.</param>
    public static async Task<bool> Mutes(
        PharosDb db,
        TimeProvider clock,
        SpaceRow space,
        IncidentRow incident,
        IReadOnlyList<IncidentRow> touched,
        CancellationToken cancel
    )
    {
        var flapping = Flapping.Parse(
            JsonSerializer.Deserialize<FlappingFields>(space.Flapping, WireJson.Options),
            "flapping"
        );
        if (!flapping.IsEnabled || incident.DedupKey.Length == 0)
            return false;
        var since = incident.StartTime - flapping.InSeconds - flapping.MuteSeconds;
        var earlier = await db
            .Incidents.AsNoTracking()
            .Where(i => i.SpaceId == space.SpaceId && i.DedupKey == incident.DedupKey && i.StartTime >= since)
            .OrderByDescending(i => i.StartTime)
            .Take(MaxEarlier)
            .Select(i => new
            {
                i.IncidentId,
                i.StartTime,
                i.EndTime,
            })
            .ToListAsync(cancel);
        var known = touched.Select(i => i.IncidentId).ToHashSet(StringComparer.Ordinal);
        var changes = earlier
            .Where(i => !known.Contains(i.IncidentId))
            .Select(i => (i.StartTime, i.EndTime))
            .Concat(touched.Select(i => (i.StartTime, i.EndTime)))
            .SelectMany(i => new[] { (Time: i.StartTime, IsStart: true), (Time: i.EndTime, IsStart: false) })
            .Where(change => change.Time != 0)
            .OrderBy(change => change.Time)
            .ThenByDescending(change => change.IsStart);
        // Flapping that began with a recovery is recorded by the next incident: this one, unless another came between.
        var (state, isUnrecorded) = (FlappingState.None, false);
        foreach (var (time, isStart) in changes)
        {
            (state, var begins) = flapping.Count(state, time);
            isUnrecorded = !isStart && (isUnrecorded || begins);
        }

        var wasMuted = state.IsMuted(incident.StartTime);
        if (flapping.Count(state, incident.StartTime).Begins || isUnrecorded)
            Timelines.Add(
                db,
                clock,
                incident.AccountId,
                incident.IncidentId,
                TimelineTypes.IncidentFlapping,
                new FlappingDetail(
                    flapping.MaxChanges,
                    (int)(flapping.InSeconds / 60),
                    (int)(flapping.MuteSeconds / 60)
                )
            );
        incident.EverMuted |= wasMuted;
        return wasMuted;
    }
}
