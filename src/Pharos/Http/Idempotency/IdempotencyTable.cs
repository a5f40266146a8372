using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pharos.Http.Idempotency;

/// <summary>A write with an idempotency key and its stored response.</summary>
public sealed class IdempotencyKeyRow
{
    public required long AccountId { get; init; }

    /// <summary>The sender: the ID of an API key, or an identifier of a session.</summary>
    public required string Sender { get; init; }

    /// <summary>SHA-256 of the idempotency key.</summary>
    public required byte[] Name { get; init; }

    /// <summary>SHA-256 of the request.</summary>
    public required byte[] Digest { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>
    /// The response, encrypted with the sender's secret, because it may contain an API key or an invitation link.
    /// </summary>
    public required byte[] Answer { get; set; }
}

internal sealed class IdempotencyKeyTable : IEntityTypeConfiguration<IdempotencyKeyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyKeyRow> builder)
    {
        builder
            .ToTable("idempotency_keys")
            .HasKey(r => new
            {
                r.AccountId,
                r.Sender,
                r.Name,
            });
        builder.HasIndex(r => r.CreatedAt);
    }
}
