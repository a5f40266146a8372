using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore;

namespace Pharos.Web;

/// <summary>A key of ASP.NET's data protection, shared by all nodes: antiforgery tokens rest on it.</summary>
public sealed class ProtectionKeyRow
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
}

internal sealed class ProtectionKeyTable : IEntityTypeConfiguration<ProtectionKeyRow>
{
    public void Configure(EntityTypeBuilder<ProtectionKeyRow> builder)
    {
        builder.ToTable("protection_keys").HasKey(r => r.Name);
    }
}
