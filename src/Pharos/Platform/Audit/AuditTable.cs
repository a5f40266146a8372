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
