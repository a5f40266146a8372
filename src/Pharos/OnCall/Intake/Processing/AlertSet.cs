using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>The newest alerts of the keys of some events.</summary>
internal sealed class AlertSet
{
    private readonly Dictionary<Key, AlertRow> newest = [];
    private readonly Dictionary<Key, EarlyRecoveryRow> early = [];

    /// <summary>The rows that belong to new alerts, in case a rule drops them.</summary>
    private readonly Dictionary<AlertRow, List<object>> added = [];

    private readonly record struct Key(long IntegrationId, long SpaceId, string AlertKey)
    {
        public static Key For(Arrival arrival) =>
            new(arrival.Integration.IntegrationId, arrival.SpaceId, arrival.Incoming.AlertKey);
    }

    /// <summary>The incidents of the loaded alerts.</summary>
    public IEnumerable<string> Incidents => newest.Values.Select(a => a.IncidentId).OfType<string>().Distinct();

    public static async Task<AlertSet> Load(PharosDb db, IReadOnlyList<Arrival> arrivals, CancellationToken cancel)
    {
        var set = new AlertSet();
        foreach (
            var group in arrivals.Select(Key.For).Distinct().GroupBy(k => (k.IntegrationId, k.SpaceId), k => k.AlertKey)
        )
        {
            var keys = group.ToList();
            var rows = await db
                .Alerts.Where(a =>
                    a.IntegrationId == group.Key.IntegrationId
                    && a.SpaceId == group.Key.SpaceId
                    && EF.Parameter(keys).Contains(a.AlertKey)
                    && a.IsNewest
                )
                .ToListAsync(cancel);
            foreach (var row in rows)
                set.newest[new Key(row.IntegrationId, row.SpaceId, row.AlertKey)] = row;
            var recoveries = await db
                .EarlyRecoveries.Where(r =>
                    r.IntegrationId == group.Key.IntegrationId
                    && r.SpaceId == group.Key.SpaceId
                    && EF.Parameter(keys).Contains(r.AlertKey)
                )
                .ToListAsync(cancel);
            foreach (var row in recoveries)
                set.early[new Key(row.IntegrationId, row.SpaceId, row.AlertKey)] = row;
        }

        return set;
    }

    /// <summary>Stores an event with its alert.</summary>
    /// <returns>What changed; null if the event changes nothing.</returns>
    public AlertChange? Take(PharosDb db, TimeProvider clock, Arrival arrival)
    {
        var key = Key.For(arrival);
        var previous = newest.GetValueOrDefault(key);
        var incoming = arrival.Incoming;
        var one = new AlertEvent(
            arrival.Time,
            incoming.Status,
            arrival.Title.Length == 0 && previous is not null ? previous.Title : arrival.Title,
            incoming.Description,
            incoming.Labels
        );
        var decision = AlertMerging.Decide(
            previous is null ? null : AlertStates.Read(previous),
            early.GetValueOrDefault(key) is { } known ? AlertStates.Recoveries(known.Recoveries) : null,
            one
        );
        if (decision.Alert is not { } state)
        {
            if (decision.Early is { } recoveries)
                KeepEarly(db, key, recoveries, arrival.Time);
            return null;
        }

        var isNew = decision.Outcome == AlertOutcome.NewAlert;
        var wasOpen = !isNew && previous!.IsOpen;
        var row = isNew ? Add(db, clock, arrival, key, state, previous) : previous!;
        if (!isNew)
            AlertStates.Write(row, state);
        var isKept = decision.Outcome is AlertOutcome.NewAlert or AlertOutcome.Merged;
        if (isKept)
            Keep(db, clock, arrival, row, one, isNew);
        if (decision.Supersedes)
            (previous!.IsOpen, previous.CloseTime, previous.EndTime) = (false, state.StartTime, state.StartTime);
        return isKept || decision.Outcome == AlertOutcome.Refreshed
            ? new AlertChange(row, isNew, wasOpen, isKept, decision.Supersedes ? previous : null)
            : null;
    }

    /// <summary>Removes an alert that a rule drops without a trace.</summary>
    public void Discard(PharosDb db, AlertRow row)
    {
        newest.Remove(new Key(row.IntegrationId, row.SpaceId, row.AlertKey));
        foreach (var part in added[row])
            db.Entry(part).State = EntityState.Detached;
        db.Entry(row).State = EntityState.Detached;
    }

    private AlertRow Add(
        PharosDb db,
        TimeProvider clock,
        Arrival arrival,
        Key key,
        AlertState state,
        AlertRow? previous
    )
    {
        if (previous is not null)
            previous.IsNewest = false;
        if (early.Remove(key, out var recovered))
            db.EarlyRecoveries.Remove(recovered);
        var now = clock.Seconds();
        var row = new AlertRow
        {
            AlertId = Ids.NewObjectId(clock),
            AccountId = arrival.Integration.AccountId,
            IntegrationId = key.IntegrationId,
            SpaceId = key.SpaceId,
            AlertKey = key.AlertKey,
            TitleRule = arrival.Incoming.TitleRule,
            Title = arrival.Title,
            Description = arrival.Incoming.Description,
            Severity = state.Severity,
            Status = state.Status,
            Labels = [],
            Images = [],
            StartTime = state.StartTime,
            LastTime = state.LastTime,
            CreatedAt = now,
            UpdatedAt = now,
        };
        AlertStates.Write(row, state);
        db.Alerts.Add(row);
        newest[key] = row;
        added[row] =
        [
            Timelines.Add(
                db,
                clock,
                row.AccountId,
                row.AlertId,
                TimelineTypes.AlertNew,
                new AlertNewDetail(row.Severity, row.Status)
            ),
        ];
        return row;
    }

    private void KeepEarly(PharosDb db, Key key, Recoveries recoveries, long time)
    {
        var expires = time + (2 * AlertMerging.MaxAge);
        var json = JsonSerializer.Serialize(recoveries, WireJson.Options);
        if (early.TryGetValue(key, out var known))
        {
            (known.Recoveries, known.ExpiresAt) = (json, Math.Max(known.ExpiresAt, expires));
            return;
        }

        early[key] = new EarlyRecoveryRow
        {
            IntegrationId = key.IntegrationId,
            SpaceId = key.SpaceId,
            AlertKey = key.AlertKey,
            Recoveries = json,
            ExpiresAt = expires,
        };
        db.EarlyRecoveries.Add(early[key]);
    }

    private void Keep(PharosDb db, TimeProvider clock, Arrival arrival, AlertRow row, AlertEvent one, bool isNew)
    {
        var now = clock.Seconds();
        row.EventCount++;
        row.UpdatedAt = now;
        if (arrival.Incoming.Images.Count > 0)
            row.Images = [.. arrival.Incoming.Images];
        if (!isNew)
            Timelines.Add(
                db,
                clock,
                row.AccountId,
                row.AlertId,
                TimelineTypes.AlertUpdate,
                new AlertUpdateDetail(row.Severity, one.Status)
            );
        var kept = new AlertEventRow
        {
            EventId = Ids.NewObjectId(clock),
            AlertId = row.AlertId,
            AccountId = row.AccountId,
            Time = one.Time,
            Status = one.Status,
            TitleRule = arrival.Incoming.TitleRule,
            Title = one.Title,
            Description = one.Description,
            Labels = new Dictionary<string, string>(one.Labels, StringComparer.Ordinal),
            Images = [.. arrival.Incoming.Images],
            CreatedAt = now,
        };
        db.AlertEvents.Add(kept);
        if (isNew)
            added[row].Add(kept);
    }
}

/// <summary>What an event has changed.</summary>
/// <param name="Row">The alert that took the event.</param>
/// <param name="WasOpen">Whether the alert was open before.</param>
/// <param name="IsKept">Whether the event is kept; otherwise it only refreshed the alert.</param>
/// <param name="Replaced">The alert of the same key that was open for too long and is over now.</param>
internal sealed record AlertChange(AlertRow Row, bool IsNew, bool WasOpen, bool IsKept, AlertRow? Replaced);
