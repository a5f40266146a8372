using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>A line of the audit log. Never changed, and kept even if what it refers to is deleted.</summary>
public sealed class AuditRow
{
    public required long AccountId { get; init; }

    /// <summary>Sorts by time; see <see cref="AuditIds"/>.</summary>
    public required long AuditId { get; init; }

    /// <summary>0 for a command line that named no member.</summary>
    public required long MemberId { get; init; }

    /// <summary>The name at that time.</summary>
    public required string MemberName { get; init; }

    public string? KeyId { get; init; }
    public string? KeyName { get; init; }
    public required EntryPoint Door { get; init; }
    public required string ClientAddress { get; init; }
    public required string RequestId { get; init; }
    public required string Operation { get; init; }
    public required bool IsDangerous { get; init; }
    public required bool IsWrite { get; init; }
    public required string About { get; init; }

    /// <summary>The request as JSON, without secrets; cut if long.</summary>
    public required string Body { get; init; }

    /// <summary>
    /// The number of the entry in the account's chain, from 1; null for entries from before the chain.
    /// </summary>
    public long? Seq { get; init; }

    /// <summary>
    /// SHA-256 of the entry and the hash of the previous one; null for entries from before the chain.
    /// </summary>
    public byte[]? Hash { get; init; }
}

/// <summary>The end of an account's chain of entries, and its beginning after pruning.</summary>
public sealed class AuditChainRow
{
    public required long AccountId { get; init; }

    /// <summary>The number of the last entry.</summary>
    public required long Seq { get; init; }

    /// <summary>The hash of the last entry.</summary>
    public required byte[] Head { get; init; }

    /// <summary>The number of the last pruned entry; 0 if none was pruned.</summary>
    public required long PrunedSeq { get; init; }

    /// <summary>The hash of the last pruned entry, which the first remaining entry's hash covers.</summary>
    public required byte[] PrunedHead { get; init; }

    /// <summary>The number of entries from before the chain.</summary>
    public required long Unchained { get; init; }
}

internal sealed class AuditChainTable : IEntityTypeConfiguration<AuditChainRow>
{
    public void Configure(EntityTypeBuilder<AuditChainRow> builder)
    {
        builder.ToTable("audit_chains").HasKey(r => r.AccountId);
        builder.Property(r => r.AccountId).ValueGeneratedNever();
    }
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit").HasKey(r => new { r.AccountId, r.AuditId });
        builder.HasIndex(r => new
        {
            r.AccountId,
            r.Operation,
            r.AuditId,
        });
        builder.HasIndex(r => new
        {
            r.AccountId,
            r.MemberId,
            r.AuditId,
        });
        builder.HasIndex(r => new
        {
            r.AccountId,
            r.RequestId,
            r.AuditId,
        });
        builder.HasIndex(r => new { r.AccountId, r.AuditId }, "ix_audit_dangerous").HasFilter("is_dangerous");
        builder.HasIndex(r => new { r.AccountId, r.AuditId }, "ix_audit_reads").HasFilter("NOT is_write");
    }
}
