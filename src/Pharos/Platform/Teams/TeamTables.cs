using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Platform.Accounts;
using Pharos.Platform.Members;

namespace Pharos.Platform.Teams;

/// <summary>A named group of members.</summary>
public sealed class TeamRow
{
    public required long TeamId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>Unique within the account.</summary>
    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>The team's ID in another system; unique within the account.</summary>
    public string? RefId { get; set; }

    public required long CreatorId { get; init; }
    public required long UpdatedBy { get; set; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public List<TeamMemberRow> Members { get; } = [];
}

/// <summary>The membership of a member in a team.</summary>
public sealed class TeamMemberRow
{
    public required long TeamId { get; init; }
    public required long MemberId { get; init; }
    public required int Position { get; init; }
}

internal sealed class TeamTable : IEntityTypeConfiguration<TeamRow>
{
    public void Configure(EntityTypeBuilder<TeamRow> builder)
    {
        builder.ToTable("teams").HasKey(r => r.TeamId);
        builder.Property(r => r.TeamId).ValueGeneratedNever();
        builder.HasIndex(r => new { r.AccountId, r.Name }).IsUnique();
        builder.HasIndex(r => new { r.AccountId, r.RefId }).IsUnique();
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Members).WithOne().HasForeignKey(r => r.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TeamMemberTable : IEntityTypeConfiguration<TeamMemberRow>
{
    public void Configure(EntityTypeBuilder<TeamMemberRow> builder)
    {
        builder.ToTable("team_members").HasKey(r => new { r.TeamId, r.MemberId });
        builder.HasIndex(r => r.MemberId);
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
