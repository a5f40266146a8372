using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Platform.Accounts;

namespace Pharos.Platform.Members;

/// <summary>A person in one account. The same person in two accounts has two rows.</summary>
public sealed class MemberRow
{
    public required long MemberId { get; init; }
    public required long AccountId { get; init; }
    public required string Name { get; set; }

    /// <summary>Lower case. Unique within the account, except for deleted members.</summary>
    public required string Email { get; set; }

    /// <summary>Whether the member has proved to receive email at the address.</summary>
    public bool EmailVerified { get; set; } = true;

    /// <summary>Digits, with an optional leading +.</summary>
    public string? Phone { get; set; }

    /// <summary>ISO 3166-1, two capital letters.</summary>
    public string? CountryCode { get; set; }

    public string? Avatar { get; set; }

    /// <summary>The member's ID in another system. Unique within the account, except for deleted members.</summary>
    public string? RefId { get; set; }

    /// <summary>Null until the member chooses a password.</summary>
    public string? PasswordHash { get; set; }

    public required string Locale { get; set; }

    /// <summary>The locale that the member chose for the console; null to follow the browser.</summary>
    public string? ConsoleLocale { get; set; }

    public required string TimeZone { get; set; }
    public required string Status { get; set; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
    public List<MemberRoleRow> Roles { get; } = [];
}

/// <summary>A role that a member has. Built-in roles are in code: <c>BuiltInRoles</c>.</summary>
public sealed class MemberRoleRow
{
    public required long MemberId { get; init; }
    public required long RoleId { get; init; }
}

internal sealed class MemberTable : IEntityTypeConfiguration<MemberRow>
{
    public void Configure(EntityTypeBuilder<MemberRow> builder)
    {
        builder.ToTable("members").HasKey(r => r.MemberId);
        builder.Property(r => r.MemberId).ValueGeneratedNever();
        builder.HasIndex(r => new { r.AccountId, r.Email }).IsUnique().HasFilter("status <> 'deleted'");
        builder.HasIndex(r => r.Email);
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Roles).WithOne().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MemberRoleTable : IEntityTypeConfiguration<MemberRoleRow>
{
    public void Configure(EntityTypeBuilder<MemberRoleRow> builder)
    {
        builder.ToTable("member_roles").HasKey(r => new { r.MemberId, r.RoleId });
    }
}
