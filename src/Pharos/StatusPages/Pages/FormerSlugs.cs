using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.Platform.Accounts;

namespace Pharos.StatusPages.Pages;

/// <summary>
/// A slug that a page had. For 90 days it leads to the page's new address and no other account can take it, because
/// links, feed readers and embedded badges still use it.
/// </summary>
public sealed class FormerSlugRow
{
    public required long PageId { get; init; }
    public required string UrlName { get; init; }
    public required PageType Type { get; init; }
    public required long AccountId { get; init; }
    public required long RetiredAt { get; set; }
}

/// <summary>Former slugs. The page may have been deleted since.</summary>
internal sealed class FormerSlugTable : IEntityTypeConfiguration<FormerSlugRow>
{
    public void Configure(EntityTypeBuilder<FormerSlugRow> builder)
    {
        builder.ToTable("former_slugs").HasKey(r => new { r.PageId, r.UrlName });
        builder.HasIndex(r => r.UrlName);
        builder.HasIndex(r => r.AccountId);
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class FormerSlugs
{
    public const long KeptSeconds = 90 * 86_400L;

    /// <summary>Keeps the slug that a page is giving up. The caller has locked the installation.</summary>
    public static async Task Retire(PharosDb db, PageRow page, string slug, long now, CancellationToken cancel)
    {
        await db.FormerSlugs.Where(f => f.RetiredAt <= now - KeptSeconds).ExecuteDeleteAsync(cancel);
        var known = await db.FormerSlugs.FindAsync([page.PageId, slug], cancel);
        if (known is not null)
            known.RetiredAt = now;
        else
            db.FormerSlugs.Add(
                new FormerSlugRow
                {
                    PageId = page.PageId,
                    UrlName = slug,
                    Type = page.Type,
                    AccountId = page.AccountId,
                    RetiredAt = now,
                }
            );
    }

    /// <summary>Forgets who had a page's slug before. The caller has checked that the page may take it.</summary>
    public static Task Take(PharosDb db, PageRow page, CancellationToken cancel) =>
        db
            .FormerSlugs.Where(f =>
                f.UrlName == page.UrlName
                && f.Type == page.Type
                && (page.Type == PageType.Public || f.AccountId == page.AccountId)
            )
            .ExecuteDeleteAsync(cancel);

    /// <summary>Whether another account had a public page of this slug in the last 90 days.</summary>
    public static Task<bool> IsKeptForOthers(PharosDb db, PageRow page, long now, CancellationToken cancel) =>
        page.Type == PageType.Internal
            ? Task.FromResult(false)
            : db.FormerSlugs.AnyAsync(
                f =>
                    f.Type == PageType.Public
                    && f.UrlName == page.UrlName
                    && f.AccountId != page.AccountId
                    && f.RetiredAt > now - KeptSeconds,
                cancel
            );

    /// <summary>The present slug of the page that had this one last; null if no page had it.</summary>
    /// <param name="accountId">The account, for internal pages; null for public ones.</param>
    public static Task<string?> Successor(PharosDb db, string slug, long? accountId, long now, CancellationToken cancel)
    {
        var type = accountId is null ? PageType.Public : PageType.Internal;
        return db
            .FormerSlugs.Where(f =>
                f.UrlName == slug
                && f.Type == type
                && (accountId == null || f.AccountId == accountId)
                && f.RetiredAt > now - KeptSeconds
            )
            .OrderByDescending(f => f.RetiredAt)
            .Join(db.Pages, f => f.PageId, p => p.PageId, (f, p) => new { f.RetiredAt, p.UrlName })
            .OrderByDescending(f => f.RetiredAt)
            .Select(f => f.UrlName)
            .FirstOrDefaultAsync(cancel);
    }
}
