using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Platform.Members;

namespace Pharos.Platform.SecondFactor;

/// <summary>A member's authenticator secret, and the state of code attempts.</summary>
public sealed class SecondFactorRow
{
    public required long MemberId { get; init; }

    /// <summary>Encrypted for this member; see <c>SecondFactorSecrets</c>.</summary>
    public required byte[] Secret { get; set; }

    public required long CreatedAt { get; set; }

    /// <summary>When the member confirmed the secret with a code; null while the second factor is inactive.</summary>
    public long? ConfirmedAt { get; set; }

    /// <summary>The time step of the last accepted code. Codes of this step or earlier are rejected.</summary>
    public long LastStep { get; set; }

    /// <summary>Wrong codes since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>No code is checked before then.</summary>
    public long BlockedUntil { get; set; }
}

/// <summary>A code that replaces the authenticator app once. Only its digest is stored.</summary>
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
