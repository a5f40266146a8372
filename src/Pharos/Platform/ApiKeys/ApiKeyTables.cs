using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.Platform.Members;

namespace Pharos.Platform.ApiKeys;

/// <summary>An API key, stored as its digest only.</summary>
public sealed class ApiKeyRow
{
    public required string KeyId { get; init; }
    public required long AccountId { get; init; }
    public required long MemberId { get; init; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The first and last four characters, so that the owner recognises the key.</summary>
    public required string Hint { get; init; }

    public required bool Disabled { get; set; }

    /// <summary>Whether the key can only read.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Catalogue IDs of the permissions that the key has; empty for all of its member's.</summary>
    public List<long> PermissionIds { get; init; } = [];

    /// <summary>The pages that the key is restricted to; empty for everything.</summary>
    public List<long> PageIds { get; init; } = [];

    /// <summary>Unix seconds from which the key is rejected; null for never.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>
    /// When the server noticed that the key had expired; null before. The key then stays expired even if the clock is
    /// set back.
    /// </summary>
    public long? EndedAt { get; set; }

    public required long CreatedAt { get; init; }

    /// <summary>Accurate to about a minute; written in batches.</summary>
    public long? LastUsedAt { get; set; }
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("app_keys").HasKey(r => r.KeyId);
        builder.HasIndex(r => r.Digest).IsUnique();
        builder.HasIndex(r => r.MemberId);
        builder.Property(r => r.PermissionIds).IsJsonList();
        builder.Property(r => r.PageIds).IsJsonList();
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
