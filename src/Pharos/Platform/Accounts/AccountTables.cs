using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pharos.Platform.Accounts;

/// <summary>An organization with its own members, keys and pages. Accounts share nothing.</summary>
public sealed class AccountRow
{
    public required long AccountId { get; init; }
    public required string Name { get; set; }
    public required string Email { get; set; }

    /// <summary>A BCP 47 tag, such as <c>en-US</c>.</summary>
    public required string Locale { get; set; }

    /// <summary>An IANA name. The account's pages show times and begin days in this zone.</summary>
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
