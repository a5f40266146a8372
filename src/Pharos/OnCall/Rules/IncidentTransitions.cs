using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>Types of timeline entries, by their names on the wire.</summary>
public static class IncidentEntries
{
    public const string Acknowledged = "i_ack";
    public const string Unacknowledged = "i_unack";
    public const string Snoozed = "i_snooze";
    public const string Woken = "i_wake";
    public const string Resolved = "i_rslv";
    public const string Reopened = "i_reopen";
    public const string Assigned = "i_assign";
    public const string ResponderAdded = "i_a_rspd";
}

/// <summary>The result of a transition.</summary>
/// <param name="State">The state afterwards.</param>
/// <param name="Entry">The type of the timeline entry to write; null if nothing changed.</param>
/// <param name="From">For a closed incident: how it was closed.</param>
/// <param name="Pages">Whether people are paged now.</param>
public readonly record struct IncidentTransition(
    IncidentState State,
    string? Entry = null,
    ResolvedFrom? From = null,
    bool Pages = false
)
{
    public bool IsChange => Entry is not null;
}

/// <summary>
/// What can happen to an incident. A transition that has already happened changes nothing, so that a repeated request
/// succeeds. Nothing but reopening changes the progress of a closed incident; asking for it is an error.
/// </summary>
public static class IncidentTransitions
{
    /// <summary>The longest snooze, in minutes.</summary>
    public const int MaxSnooze = 1_440;

    /// <summary>A person takes the incident on. People who weren't assigned become responders.</summary>
    /// <param name="field">The wire name of the incident's ID, for errors.</param>
    /// <exception cref="ApiException">The incident is closed.</exception>
    public static IncidentTransition Acknowledge(this IncidentState state, long personId, long now, string field)
    {
        state.DemandOpen(field);
        var responders = state.Responders.ToList();
        var at = responders.FindIndex(r => r.PersonId == personId);
        if (at >= 0 && responders[at].AcknowledgedAt != 0 && state.Progress == IncidentProgress.Processing)
            return new IncidentTransition(state);
        if (at < 0)
            responders.Add(new Responder(personId, now, now));
        else
            responders[at] = responders[at] with { AcknowledgedAt = now };
        return new IncidentTransition(
            state with
            {
                Progress = IncidentProgress.Processing,
                AckTime = state.AckTime == 0 ? now : state.AckTime,
                Responders = responders,
            },
            IncidentEntries.Acknowledged
        );
    }

    /// <summary>
    /// A person takes their own acknowledgement back. Without any other one the incident is triggered again.
    /// </summary>
    /// <exception cref="ApiException">The incident is closed.</exception>
    public static IncidentTransition Unacknowledge(this IncidentState state, long personId, string field)
    {
        state.DemandOpen(field);
        var responders = state.Responders.ToList();
        var at = responders.FindIndex(r => r.PersonId == personId && r.AcknowledgedAt != 0);
        if (at < 0)
            return new IncidentTransition(state);
        responders[at] = responders[at] with { AcknowledgedAt = 0 };
        var isLast = responders.TrueForAll(r => r.AcknowledgedAt == 0);
        return new IncidentTransition(
            state with
            {
                Progress = isLast ? IncidentProgress.Triggered : state.Progress,
                AckTime = isLast ? 0 : state.AckTime,
                Responders = responders,
            },
            IncidentEntries.Unacknowledged
        );
    }

    /// <summary>Halts escalation for a while. Replaces an earlier snooze.</summary>
    /// <param name="minutes">From 1 to <see cref="MaxSnooze"/>.</param>
    /// <exception cref="ApiException">The incident is closed, or the time is out of range.</exception>
    public static IncidentTransition Snooze(this IncidentState state, long minutes, long now, string field)
    {
        Validate.Range(minutes, "minutes", 1, MaxSnooze);
        state.DemandOpen(field);
        return new IncidentTransition(
            state with
            {
                SnoozedBefore = now + (minutes * 60),
                EverMuted = true,
            },
            IncidentEntries.Snoozed
        );
    }

    /// <summary>A person ends the snooze: escalation continues, the progress stays.</summary>
    /// <exception cref="ApiException">The incident is closed.</exception>
    public static IncidentTransition Wake(this IncidentState state, string field)
    {
        state.DemandOpen(field);
        return state.SnoozedBefore == 0
            ? new IncidentTransition(state)
            : new IncidentTransition(state with { SnoozedBefore = 0 }, IncidentEntries.Woken);
    }

    /// <summary>
    /// The snooze is over: the incident is triggered again and pages. Acknowledgements end, so that people can
    /// acknowledge again. Nothing happens if the snooze ended otherwise or was prolonged.
    /// </summary>
    public static IncidentTransition EndSnooze(this IncidentState state, long now) =>
        state.IsClosed || state.SnoozedBefore == 0 || state.SnoozedBefore > now
            ? new IncidentTransition(state)
            : new IncidentTransition(state.Trigger() with { SnoozedBefore = 0 }, IncidentEntries.Woken, Pages: true);

    /// <summary>
    /// A person closes the incident, in any state. Its alerts close with it; the source's status stays.
    /// </summary>
    public static IncidentTransition Resolve(this IncidentState state, long personId, ResolvedFrom from, long now) =>
        state.IsClosed ? new IncidentTransition(state) : state.Close(personId, from, now);

    /// <summary>All alerts have recovered, which closes the incident unless the space doesn't want that.</summary>
    /// <param name="recoveredAt">The last recovery, in unix seconds.</param>
    /// <param name="disableAutoClose">The space's setting.</param>
    public static IncidentTransition Recover(
        this IncidentState state,
        long recoveredAt,
        bool disableAutoClose,
        long now
    )
    {
        var recovered = state with
        {
            Status = EventStatus.Ok,
            EndTime = recoveredAt,
            LastTime = Math.Max(state.LastTime, recoveredAt),
        };
        return state.IsClosed || disableAutoClose
            ? new IncidentTransition(recovered)
            : recovered.Close(0, ResolvedFrom.Event, now);
    }

    /// <summary>An alert of an open incident fires: a new one, or one that had recovered.</summary>
    /// <param name="worst">The worst status of all alerts.</param>
    /// <param name="eventTime">Unix seconds.</param>
    public static IncidentTransition Fire(this IncidentState state, EventStatus worst, long eventTime) =>
        new(state with { Status = worst, EndTime = 0, LastTime = Math.Max(state.LastTime, eventTime) });

    /// <summary>
    /// The space's time-out. The close has the time when it was due, even if the server was down then. Nothing happens
    /// if the incident got new events in between.
    /// </summary>
    /// <param name="timeout">Seconds; 0 = off.</param>
    public static IncidentTransition TimeOut(this IncidentState state, AutoResolveMode mode, long timeout, long now) =>
        state.AutoResolveAt(mode, timeout) is { } due && due <= now
            ? state.Close(0, ResolvedFrom.Autorslv, due)
            : new IncidentTransition(state);

    /// <summary>
    /// The incident lost its last alert to another one, or was merged into it (<paramref name="personId"/> did that).
    /// </summary>
    public static IncidentTransition MoveAway(this IncidentState state, long personId, long now) =>
        state.IsClosed ? new IncidentTransition(state) : state.Close(personId, ResolvedFrom.Console, now);

    /// <summary>A closed incident is triggered again, and its assignment pages again.</summary>
    public static IncidentTransition Reopen(this IncidentState state, long now) =>
        state.IsClosed
            ? new IncidentTransition(
                state.Trigger() with
                {
                    CloseTime = 0,
                    CloserId = 0,
                    ReopenedAt = now,
                },
                IncidentEntries.Reopened,
                Pages: true
            )
            : new IncidentTransition(state);

    /// <summary>
    /// Assigns, reassigns or escalates. The incident is triggered again unless one of the people has already
    /// acknowledged it.
    /// </summary>
    /// <param name="people">Those assigned now. Earlier responders stay.</param>
    /// <exception cref="ApiException">The incident is closed.</exception>
    public static IncidentTransition Assign(
        this IncidentState state,
        IReadOnlyList<long> people,
        long now,
        string field
    )
    {
        state.DemandOpen(field);
        var acknowledged = state.Responders.Any(r => r.AcknowledgedAt != 0 && people.Contains(r.PersonId));
        return new IncidentTransition(
            state with
            {
                Progress = acknowledged ? state.Progress : IncidentProgress.Triggered,
                Responders = Join(state.Responders, people, now),
            },
            IncidentEntries.Assigned,
            Pages: true
        );
    }

    /// <summary>More people join; the progress stays. People who already respond aren't paged again.</summary>
    /// <exception cref="ApiException">The incident is closed.</exception>
    public static IncidentTransition AddResponders(
        this IncidentState state,
        IReadOnlyList<long> people,
        long now,
        string field
    )
    {
        state.DemandOpen(field);
        var added = people.Where(p => state.Responders.All(r => r.PersonId != p)).ToList();
        return added.Count == 0
            ? new IncidentTransition(state)
            : new IncidentTransition(
                state with
                {
                    Responders = Join(state.Responders, added, now),
                },
                IncidentEntries.ResponderAdded,
                Pages: true
            );
    }

    private static IncidentTransition Close(this IncidentState state, long closerId, ResolvedFrom from, long at) =>
        new(
            state with
            {
                Progress = IncidentProgress.Closed,
                CloseTime = at,
                CloserId = closerId,
                SnoozedBefore = 0,
            },
            IncidentEntries.Resolved,
            from
        );

    private static IncidentState Trigger(this IncidentState state) =>
        state with
        {
            Progress = IncidentProgress.Triggered,
            Responders = [.. state.Responders.Select(r => r with { AcknowledgedAt = 0 })],
        };

    private static List<Responder> Join(IReadOnlyList<Responder> responders, IReadOnlyList<long> people, long now)
    {
        var joined = responders.ToList();
        foreach (var person in people)
        {
            var at = joined.FindIndex(r => r.PersonId == person);
            if (at < 0)
                joined.Add(new Responder(person, now, 0));
            else
                joined[at] = joined[at] with { AssignedAt = now };
        }

        return joined;
    }

    private static void DemandOpen(this IncidentState state, string field)
    {
        if (state.IsClosed)
            throw Errors.Invalid(RuleMessages.IncidentClosed, field);
    }
}
