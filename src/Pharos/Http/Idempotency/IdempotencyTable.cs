using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pharos.Http.Idempotency;

/// <summary>A write that a client named, and what it was answered: sent again, it is not done again.</summary>
public sealed class IdempotencyKeyRow
{
    public required long AccountId { get; init; }

    /// <summary>SHA-256 of the name that the client gave it.</summary>
    public required byte[] Name { get; init; }

    /// <summary>Who sent it: the APP Key's ID, or what tells a session.</summary>
    public required string Sender { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required byte[] Digest { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>
    /// Readable only to whoever has the secret of the sender: an answer may hold a link that lets somebody in.
    /// </summary>
    public required byte[] Answer { get; set; }
}

internal sealed class IdempotencyKeyTable : IEntityTypeConfiguration<IdempotencyKeyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyKeyRow> builder)
    {
        builder.ToTable("idempotency_keys").HasKey(r => new { r.AccountId, r.Name });
        builder.HasIndex(r => r.CreatedAt);
    }
}
