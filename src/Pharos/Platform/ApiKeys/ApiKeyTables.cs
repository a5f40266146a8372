using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.Platform.Members;

namespace Pharos.Platform.ApiKeys;

/// <summary>An APP Key. The key itself is nowhere: only its digest.</summary>
public sealed class ApiKeyRow
{
    public required string KeyId { get; init; }
    public required long AccountId { get; init; }
    public required long MemberId { get; init; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The first and last four characters, so that its owner recognises it.</summary>
    public required string Hint { get; init; }

    public required bool Disabled { get; set; }

    /// <summary>Whether it may do nothing that writes.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The permissions of its member that it has, by the catalogue's IDs; all of them when empty.</summary>
    public List<long> PermissionIds { get; init; } = [];

    /// <summary>The pages that it is for, and nothing but pages; everything when empty.</summary>
    public List<long> PageIds { get; init; } = [];

    /// <summary>Refused from then on; null for never.</summary>
    public long? ExpiresAt { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>To about a minute; written in batches.</summary>
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
