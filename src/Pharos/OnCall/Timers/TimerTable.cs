using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pharos.OnCall.Timers;

/// <summary>
/// Something to do at a time. The node that does it deletes the row in the same transaction, so it is done exactly
/// once.
/// </summary>
public sealed class TimerRow
{
    public required TimerKind Kind { get; init; }

    /// <summary>What the timer is about; there is one timer per kind and thing.</summary>
    public required string RefId { get; init; }

    public required long AccountId { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long DueAt { get; set; }
}

/// <summary>What a timer does when it is due.</summary>
public enum TimerKind
{
    /// <summary>Ends the snooze of an incident.</summary>
    Wake,

    /// <summary>Closes an incident that has been open for too long.</summary>
    AutoResolve,

    /// <summary>Raises an alert because a heartbeat is missing.</summary>
    HeartbeatMissing,

    /// <summary>Deletes a silence whose time is over.</summary>
    RemoveSilence,
}

internal sealed class TimerTable : IEntityTypeConfiguration<TimerRow>
{
    public void Configure(EntityTypeBuilder<TimerRow> builder)
    {
        builder.ToTable("timers").HasKey(r => new { r.Kind, r.RefId });
        builder.HasIndex(r => r.DueAt);
    }
}
