using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Platform.Members;

namespace Pharos.Platform.SecondFactor;

/// <summary>What a member's authenticator app and the server share, and how the trying of codes stands.</summary>
public sealed class SecondFactorRow
{
    public required long MemberId { get; init; }

    /// <summary>Encrypted for this member: see <c>SecondFactorSecrets</c>.</summary>
    public required byte[] Secret { get; set; }

    public required long CreatedAt { get; set; }

    /// <summary>When the member showed a code of it; null until then, and until then it counts for nothing.</summary>
    public long? ConfirmedAt { get; set; }

    /// <summary>The time step of the last code that was taken: neither it nor one before it is taken again.</summary>
    public long LastStep { get; set; }

    /// <summary>Wrong codes since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>No code is looked at before then.</summary>
    public long BlockedUntil { get; set; }
}

/// <summary>
/// A code that stands in for the authenticator app, once. The code itself is nowhere: only its digest.
/// </summary>
public sealed class RecoveryCodeRow
{
    public required long MemberId { get; init; }

    /// <summary>SHA-256 of the code.</summary>
    public required byte[] Digest { get; init; }
}

internal sealed class SecondFactorTable : IEntityTypeConfiguration<SecondFactorRow>
{
    public void Configure(EntityTypeBuilder<SecondFactorRow> builder)
    {
        builder.ToTable("second_factors").HasKey(r => r.MemberId);
        builder.Property(r => r.MemberId).ValueGeneratedNever();
        builder
            .HasOne<MemberRow>()
            .WithOne()
            .HasForeignKey<SecondFactorRow>(r => r.MemberId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecoveryCodeTable : IEntityTypeConfiguration<RecoveryCodeRow>
{
    public void Configure(EntityTypeBuilder<RecoveryCodeRow> builder)
    {
        builder.ToTable("recovery_codes").HasKey(r => new { r.MemberId, r.Digest });
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
