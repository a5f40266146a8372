using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.Platform.Accounts;

namespace Pharos.Platform.Roles;

/// <summary>A role that an account has created. Built-in roles are in code: <c>BuiltInRoles</c>.</summary>
public sealed class RoleRow
{
    public required long RoleId { get; init; }
    public required long AccountId { get; init; }

    /// <summary>Unique within the account.</summary>
    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>Catalogue IDs.</summary>
    public required List<long> PermissionIds { get; set; }

    /// <summary>A disabled role keeps its members and grants nothing.</summary>
    public required bool Disabled { get; set; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
}

internal sealed class RoleTable : IEntityTypeConfiguration<RoleRow>
{
    public void Configure(EntityTypeBuilder<RoleRow> builder)
    {
        builder.ToTable("roles").HasKey(r => r.RoleId);
        builder.Property(r => r.RoleId).ValueGeneratedNever();
        builder.HasIndex(r => new { r.AccountId, r.Name }).IsUnique();
        builder.Property(r => r.PermissionIds).IsJsonList();
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
