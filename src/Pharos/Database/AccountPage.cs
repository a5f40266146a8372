namespace Pharos.Database;

/// <summary>A status page, as areas below StatusPages see it; see <see cref="PharosDb.AccountPages"/>.</summary>
public sealed record AccountPage
{
    public long AccountId { get; init; }
    public long PageId { get; init; }
    public string Name { get; init; } = "";
}
