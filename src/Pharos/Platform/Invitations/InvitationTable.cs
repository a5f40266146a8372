using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Platform.Members;

namespace Pharos.Platform.Invitations;

/// <summary>
/// The link with which a new member chooses name and password. Only the digest of its token is stored.
/// </summary>
public sealed class InvitationRow
{
    public required long MemberId { get; init; }

    /// <summary>SHA-256 of the token in the link.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Whether the link was emailed, so that having it proves access to the mailbox.</summary>
    public required bool Mailed { get; set; }

    public required long InvitedBy { get; set; }
    public required long CreatedAt { get; set; }
    public required long ExpiresAt { get; set; }
}

internal sealed class InvitationTable : IEntityTypeConfiguration<InvitationRow>
{
    public void Configure(EntityTypeBuilder<InvitationRow> builder)
    {
        builder.ToTable("invitations").HasKey(r => r.MemberId);
        builder.Property(r => r.MemberId).ValueGeneratedNever();
        builder.HasIndex(r => r.Digest).IsUnique();
        builder
            .HasOne<MemberRow>()
            .WithOne()
            .HasForeignKey<InvitationRow>(r => r.MemberId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
