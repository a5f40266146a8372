using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Incidents;

/// <summary>What the rules know of an incident, read from its row and written back.</summary>
internal static class IncidentStates
{
    /// <summary>Applies a transition to the row. Its responders must be loaded.</summary>
    public static IncidentTransition Apply(
        IncidentRow incident,
        long now,
        Func<IncidentState, IncidentTransition> transition
    )
    {
        var result = transition(Read(incident));
        Write(incident, result.State);
        if (result.IsChange)
            incident.UpdatedAt = now;
        return result;
    }

    public static IncidentState Read(IncidentRow row) =>
        new()
        {
            Progress = row.Progress,
            Status = row.Status,
            StartTime = row.StartTime,
            LastTime = row.LastTime,
            EndTime = row.EndTime,
            AckTime = row.AckTime,
            CloseTime = row.CloseTime,
            CloserId = row.CloserId,
            ReopenedAt = row.ReopenedAt,
            SnoozedBefore = row.SnoozedUntil,
            EverMuted = row.EverMuted,
            Responders =
            [
                .. row
                    .Responders.OrderBy(r => r.Position)
                    .Select(r => new Responder(r.MemberId, r.AssignedAt, r.AcknowledgedAt)),
            ],
        };

    private static void Write(IncidentRow row, IncidentState state)
    {
        (row.Progress, row.Status, row.LastTime, row.EndTime) = (
            state.Progress,
            state.Status,
            state.LastTime,
            state.EndTime
        );
        (row.AckTime, row.CloseTime, row.CloserId) = (state.AckTime, state.CloseTime, state.CloserId);
        (row.ReopenedAt, row.SnoozedUntil, row.EverMuted) = (state.ReopenedAt, state.SnoozedBefore, state.EverMuted);
        for (var i = 0; i < state.Responders.Count; i++)
        {
            var responder = state.Responders[i];
            var stored = row.Responders.Find(r => r.MemberId == responder.PersonId);
            if (stored is null)
            {
                stored = new IncidentResponderRow
                {
                    IncidentId = row.IncidentId,
                    MemberId = responder.PersonId,
                    Position = i,
                    AssignedAt = 0,
                };
                row.Responders.Add(stored);
            }

            (stored.AssignedAt, stored.AcknowledgedAt) = (responder.AssignedAt, responder.AcknowledgedAt);
        }
    }
}
