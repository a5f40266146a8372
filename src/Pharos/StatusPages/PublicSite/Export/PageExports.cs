using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>Starts exports of pages.</summary>
internal sealed class PageExports(IDbContextFactory<PharosDb> databases, SnapshotReader reader, SiteViews views)
{
    /// <summary>The IDs and slugs of the pages that can be exported: the public ones.</summary>
    public async Task<List<(long PageId, string Slug)>> Pages(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var pages = await db
            .Pages.AsNoTracking()
            .Where(p => p.Type == PageType.Public)
            .OrderBy(p => p.UrlName)
            .Select(p => new { p.PageId, p.UrlName })
            .ToListAsync(cancel);
        return pages.ConvertAll(p => (p.PageId, p.UrlName));
    }

    /// <summary>The public page with this slug, if there is one.</summary>
    public async Task<NamedPage?> Find(string slug, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = await db
            .Pages.AsNoTracking()
            .Where(p => p.UrlName == slug)
            .Select(p => new NamedPage(p.PageId, p.Type == PageType.Public))
            .ToListAsync(cancel);
        return found.Find(p => p.IsPublic) ?? found.FirstOrDefault();
    }

    internal sealed record NamedPage(long PageId, bool IsPublic);

    /// <summary>Null if there is no such public page.</summary>
    public async Task<PageExport?> Begin(long pageId, ExportSettings settings, CancellationToken cancel)
    {
        var db = await databases.CreateDbContextAsync(cancel);
        try
        {
            var read = await db.BeginRead(cancel);
            if (await reader.Take(db, pageId, cancel) is { Page.Type: PageType.Public } page)
                return new PageExport(page, await ChangeIndex.Read(db, pageId, cancel), settings, views, db, read);
            await read.DisposeAsync();
            await db.DisposeAsync();
            return null;
        }
        catch
        {
            // Also ends the read transaction.
            await db.DisposeAsync();
            throw;
        }
    }
}
