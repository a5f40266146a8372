using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.OnCall.Rules;
using Pharos.Platform.Accounts;
using Pharos.Platform.Members;
using Pharos.Platform.Teams;

namespace Pharos.OnCall.Spaces;

/// <summary>
/// A space: where a team's alerts become incidents, by the space's own rules. Clients know it as a channel.
/// </summary>
public sealed class SpaceRow
{
    public required long SpaceId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>Unique within the account.</summary>
    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>The owning team; null for none.</summary>
    public long? TeamId { get; set; }

    /// <summary>Up to three teams that may edit the space like its owner.</summary>
    public List<long> ManagingTeamIds { get; set; } = [];

    public required long CreatorId { get; init; }

    /// <summary>A disabled space takes no alerts.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Visible only to its teams, its creator and administrators.</summary>
    public bool IsPrivate { get; set; }

    /// <summary>After how many seconds an incident closes by itself; 0 for never.</summary>
    public long AutoResolveSeconds { get; set; }

    public AutoResolveMode AutoResolveMode { get; set; }

    /// <summary>Whether an incident closes when all its alerts have recovered.</summary>
    public bool ClosesOnRecovery { get; set; } = true;

    /// <summary>Whether incidents unlike any of the last 30 days are marked as rare.</summary>
    public bool MarksRare { get; set; } = true;

    /// <summary>How alerts are grouped into incidents, as JSON.</summary>
    public required string Grouping { get; set; }

    /// <summary>When an incident counts as flapping, as JSON.</summary>
    public required string Flapping { get; set; }

    /// <summary>The hash of the token of the form for outsiders; null while the form is off.</summary>
    public string? ReportTokenHash { get; set; }

    /// <summary>The place in the account's list; lower comes first.</summary>
    public required long Position { get; set; }

    public long? LastIncidentAt { get; set; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public required long UpdatedBy { get; set; }
}

/// <summary>A member's star on a space.</summary>
public sealed class SpaceStarRow
{
    public required long MemberId { get; init; }
    public required long SpaceId { get; init; }
}

/// <summary>A rule of a space. Its kind says what <see cref="Body"/> contains.</summary>
public sealed class SpaceRuleRow
{
    public required string RuleId { get; init; }
    public required long AccountId { get; init; }
    public required long SpaceId { get; init; }
    public required SpaceRuleKind Kind { get; init; }

    /// <summary>Lower goes first.</summary>
    public required int Priority { get; set; }

    public required string Name { get; set; }
    public string Description { get; set; } = "";
    public bool IsDisabled { get; set; }

    /// <summary>The rule, as JSON.</summary>
    public required string Body { get; set; }

    /// <summary>The incident that a quick silence was made from.</summary>
    public string? FromIncidentId { get; init; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public required long UpdatedBy { get; set; }
}

/// <summary>What a rule of a space does.</summary>
public enum SpaceRuleKind
{
    /// <summary>Pages people.</summary>
    Escalate,

    /// <summary>Mutes alerts at certain times.</summary>
    Silence,

    /// <summary>Mutes alerts while a more important one is active.</summary>
    Inhibit,

    /// <summary>Drops alerts without a trace.</summary>
    Drop,
}

internal sealed class SpaceTable : IEntityTypeConfiguration<SpaceRow>
{
    public void Configure(EntityTypeBuilder<SpaceRow> builder)
    {
        builder.ToTable("spaces").HasKey(r => r.SpaceId);
        builder.Property(r => r.SpaceId).ValueGeneratedNever();
        builder.Property(r => r.ManagingTeamIds).IsJsonList();
        builder.HasIndex(r => new { r.AccountId, r.Name }).IsUnique();
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<TeamRow>().WithMany().HasForeignKey(r => r.TeamId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class SpaceStarTable : IEntityTypeConfiguration<SpaceStarRow>
{
    public void Configure(EntityTypeBuilder<SpaceStarRow> builder)
    {
        builder.ToTable("space_stars").HasKey(r => new { r.MemberId, r.SpaceId });
        builder.HasOne<SpaceRow>().WithMany().HasForeignKey(r => r.SpaceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SpaceRuleTable : IEntityTypeConfiguration<SpaceRuleRow>
{
    public void Configure(EntityTypeBuilder<SpaceRuleRow> builder)
    {
        builder.ToTable("space_rules").HasKey(r => r.RuleId);
        builder.HasIndex(r => new { r.SpaceId, r.Kind });
        builder.HasIndex(r => r.FromIncidentId);
        builder.HasOne<SpaceRow>().WithMany().HasForeignKey(r => r.SpaceId).OnDelete(DeleteBehavior.Cascade);
    }
}
