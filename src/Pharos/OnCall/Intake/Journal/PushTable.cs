using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pharos.OnCall.Intake.Journal;

/// <summary>
/// An acknowledged push that has not been processed yet. The processor deletes it in the transaction that stores its
/// effects, so each push takes effect exactly once.
/// </summary>
public sealed class PushRow
{
    /// <summary>Ascending in the order of arrival at one node.</summary>
    public required long PushId { get; init; }

    public required long AccountId { get; init; }
    public required long IntegrationId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>The events, as JSON; see <see cref="PushContent"/>.</summary>
    public required byte[] Body { get; init; }

    /// <summary>When processing failed for good, in unix seconds; the push is kept for inspection.</summary>
    public long? FailedAt { get; set; }

    public string? Failure { get; set; }
}

internal sealed class PushTable : IEntityTypeConfiguration<PushRow>
{
    public void Configure(EntityTypeBuilder<PushRow> builder)
    {
        builder.ToTable("pushes").HasKey(r => r.PushId);
        builder.Property(r => r.PushId).ValueGeneratedNever();
    }
}
