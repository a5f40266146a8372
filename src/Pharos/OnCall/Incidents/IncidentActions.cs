using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Incidents;

/// <summary>
/// What people and timers do to an incident. Each method changes the rows and returns whether anything changed, so that
/// doing it twice, or after the incident has closed, has no effect.
/// </summary>
internal static class IncidentActions
{
    /// <summary>A member takes over. The first acknowledgement counts for the time to acknowledge.</summary>
    public static bool Acknowledge(IncidentRow incident, long memberId, long now)
    {
        if (incident.Progress == IncidentProgress.Closed)
            return false;
        var responder = Responder(incident, memberId, now);
        if (responder.AcknowledgedAt != 0)
            return false;
        responder.AcknowledgedAt = now;
        incident.Progress = IncidentProgress.Processing;
        if (incident.AckTime == 0)
            incident.AckTime = now;
        incident.UpdatedAt = now;
        return true;
    }

    /// <summary>A member takes their acknowledgement back; without any left, the incident is triggered again.</summary>
    public static bool Unacknowledge(IncidentRow incident, long memberId, long now)
    {
        if (
            incident.Progress == IncidentProgress.Closed
            || incident.Responders.Find(r => r.MemberId == memberId) is not { AcknowledgedAt: not 0 } responder
        )
            return false;
        responder.AcknowledgedAt = 0;
        if (incident.Responders.TrueForAll(r => r.AcknowledgedAt == 0))
            (incident.Progress, incident.AckTime) = (IncidentProgress.Triggered, 0);
        incident.UpdatedAt = now;
        return true;
    }

    public static bool Snooze(IncidentRow incident, long until, long now)
    {
        if (incident.Progress == IncidentProgress.Closed || incident.SnoozedUntil == until)
            return false;
        (incident.SnoozedUntil, incident.EverMuted, incident.UpdatedAt) = (until, true, now);
        return true;
    }

    /// <summary>Ends a snooze early: the incident is as it was before.</summary>
    public static bool Wake(IncidentRow incident, long now)
    {
        if (incident.SnoozedUntil == 0)
            return false;
        (incident.SnoozedUntil, incident.UpdatedAt) = (0, now);
        return true;
    }

    /// <summary>A snooze runs out: the incident needs somebody again, even if it was acknowledged before.</summary>
    public static bool EndSnooze(IncidentRow incident, long now)
    {
        if (!Wake(incident, now))
            return false;
        Trigger(incident);
        return true;
    }

    /// <param name="closerId">The member; 0 for the system.</param>
    public static bool Close(IncidentRow incident, long closerId, long now)
    {
        if (incident.Progress == IncidentProgress.Closed)
            return false;
        incident.Progress = IncidentProgress.Closed;
        (incident.CloseTime, incident.CloserId, incident.SnoozedUntil, incident.UpdatedAt) = (now, closerId, 0, now);
        return true;
    }

    /// <summary>Opens a closed incident again. Its alerts stay closed.</summary>
    public static bool Reopen(IncidentRow incident, long now)
    {
        if (incident.Progress != IncidentProgress.Closed)
            return false;
        Trigger(incident);
        (incident.CloseTime, incident.CloserId, incident.EndTime, incident.UpdatedAt) = (0, 0, 0, now);
        return true;
    }

    /// <summary>
    /// Records an assignment. An acknowledged incident is triggered again, unless one of the people has acknowledged it
    /// before.
    /// </summary>
    public static void Assign(
        IncidentRow incident,
        IncidentAssignment assignment,
        IReadOnlyCollection<long> memberIds,
        long now
    )
    {
        incident.Assignment = assignment.ToJson();
        foreach (var memberId in memberIds)
            Responder(incident, memberId, now);
        if (
            incident.Progress == IncidentProgress.Processing
            && !incident.Responders.Exists(r => memberIds.Contains(r.MemberId) && r.AcknowledgedAt != 0)
        )
            incident.Progress = IncidentProgress.Triggered;
        incident.UpdatedAt = now;
    }

    /// <summary>Adds people. Returns those who were not responders before.</summary>
    public static List<long> AddResponders(IncidentRow incident, IEnumerable<long> memberIds, long now)
    {
        var added = memberIds.Where(id => !incident.Responders.Exists(r => r.MemberId == id)).Distinct().ToList();
        foreach (var memberId in added)
            Responder(incident, memberId, now);
        if (added.Count > 0)
            incident.UpdatedAt = now;
        return added;
    }

    /// <summary>
    /// Raises the severity to that of an alert. A severity never falls by itself, and stays if a member has set it.
    /// </summary>
    public static void RaiseSeverity(IncidentRow incident, EventStatus severity)
    {
        if (severity < incident.Severity && !incident.ManualOverrides.Contains(IncidentOverrides.Severity))
            incident.Severity = severity;
    }

    private static void Trigger(IncidentRow incident)
    {
        incident.Progress = IncidentProgress.Triggered;
        foreach (var responder in incident.Responders)
            responder.AcknowledgedAt = 0;
    }

    private static IncidentResponderRow Responder(IncidentRow incident, long memberId, long now)
    {
        var found = incident.Responders.Find(r => r.MemberId == memberId);
        if (found is not null)
            return found;
        var added = new IncidentResponderRow
        {
            IncidentId = incident.IncidentId,
            MemberId = memberId,
            AssignedAt = now,
        };
        incident.Responders.Add(added);
        return added;
    }
}
