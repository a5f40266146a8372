using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>How a space treats incidents that change again and again, as on the wire.</summary>
public sealed record FlappingFields
{
    /// <summary>True switches it off.</summary>
    public bool? IsDisabled { get; set; }

    /// <summary>The number of changes that counts as flapping, 2 to 100; 4 if absent.</summary>
    public long? MaxChanges { get; set; }

    /// <summary>The time in which they happen, in minutes, 1 to 1,440; 60 if absent.</summary>
    public long? InMins { get; set; }

    /// <summary>How long further changes are muted, in minutes, up to 1,440; 0 only marks; 120 if absent.</summary>
    public long? MuteMins { get; set; }
}

/// <summary>Whether an incident flaps, stored with it.</summary>
/// <param name="Changes">The times of its last changes, ascending, in unix seconds.</param>
/// <param name="IsFlapping">Whether it flapped at its last change.</param>
/// <param name="MutedUntil">Unix seconds; 0 = not muted.</param>
public sealed record FlappingState(IReadOnlyList<long> Changes, bool IsFlapping, long MutedUntil)
{
    public static FlappingState None { get; } = new([], false, 0);

    /// <summary>Whether a change at this time is muted.</summary>
    public bool IsMuted(long now) => now < MutedUntil;
}

/// <summary>
/// An incident, known by its dedup_key, flaps if it is triggered or recovers too often in a short time. It is then
/// marked, and may be muted for a while.
/// </summary>
public sealed record Flapping
{
    private Flapping(bool isEnabled, int maxChanges, long inSeconds, long muteSeconds) =>
        (IsEnabled, MaxChanges, InSeconds, MuteSeconds) = (isEnabled, maxChanges, inSeconds, muteSeconds);

    /// <summary>The setting of a new space: mark only.</summary>
    public static Flapping Default { get; } = new(true, 4, 60 * 60, 0);

    public bool IsEnabled { get; }
    public int MaxChanges { get; }
    public long InSeconds { get; }
    public long MuteSeconds { get; }

    /// <exception cref="ApiException">A field is out of range.</exception>
    public static Flapping Parse(FlappingFields? wire, string field) =>
        wire is null
            ? Default
            : new Flapping(
                !(wire.IsDisabled ?? false),
                (int)Validate.Range(wire.MaxChanges ?? 4, field + ".max_changes", 2, 100),
                Validate.Range(wire.InMins ?? 60, field + ".in_mins", 1, 1440) * 60,
                Validate.Range(wire.MuteMins ?? 120, field + ".mute_mins", 0, 1440) * 60
            );

    /// <summary>
    /// Counts a change. Changes may be counted in any order of their times. A mute isn't prolonged by changes in it.
    /// </summary>
    /// <param name="at">When it changed, in unix seconds.</param>
    /// <returns>
    /// The state to store, and whether flapping begins with this change, or is muted again after a mute ended: write
    /// <c>i_m_flapping</c> then.
    /// </returns>
    public (FlappingState State, bool Begins) Count(FlappingState state, long at)
    {
        if (!IsEnabled)
            return (FlappingState.None, false);
        var changes = new List<long>(state.Changes);
        var position = changes.BinarySearch(at);
        changes.Insert(position < 0 ? ~position : position, at);
        if (changes.Count > MaxChanges)
            changes.RemoveRange(0, changes.Count - MaxChanges);
        var isFlapping = changes.Count == MaxChanges && changes[^1] - changes[0] <= InSeconds;
        var begins = isFlapping && (MuteSeconds == 0 ? !state.IsFlapping : !state.IsMuted(at));
        var mutedUntil = begins && MuteSeconds > 0 ? at + MuteSeconds : state.MutedUntil;
        return (new FlappingState(changes, isFlapping, mutedUntil), begins);
    }
}
