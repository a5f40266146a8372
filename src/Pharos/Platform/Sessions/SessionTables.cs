using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Platform.Members;

namespace Pharos.Platform.Sessions;

/// <summary>A signed-in browser. Only the digest of its token is stored.</summary>
public sealed class SessionRow
{
    /// <summary>SHA-256 of the token in the cookie.</summary>
    public required byte[] Digest { get; init; }

    public required long AccountId { get; init; }
    public required long MemberId { get; init; }
    public required long CreatedAt { get; init; }
    public required long ExpiresAt { get; set; }
    public string? ClientAddress { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>Accurate to about a minute; null until first written.</summary>
    public long? LastUsedAt { get; set; }
}

internal sealed class SessionTable : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions").HasKey(r => r.Digest);
        builder.HasIndex(r => r.MemberId);
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
