using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pharos.Platform.Accounts;

/// <summary>An organisation with its own members, keys and pages; nothing is shared between two of them.</summary>
public sealed class AccountRow
{
    public required long AccountId { get; init; }
    public required string Name { get; set; }
    public required string Email { get; set; }

    /// <summary>BCP 47, such as <c>en-US</c>.</summary>
    public required string Locale { get; set; }

    /// <summary>IANA name; the account's pages cut their days in it.</summary>
    public required string TimeZone { get; set; }

    public required long CreatedAt { get; init; }
}

internal sealed class AccountTable : IEntityTypeConfiguration<AccountRow>
{
    public void Configure(EntityTypeBuilder<AccountRow> builder)
    {
        builder.ToTable("accounts").HasKey(r => r.AccountId);
        builder.Property(r => r.AccountId).ValueGeneratedNever();
    }
}
