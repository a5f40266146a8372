using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>All changes of a page without their texts: IDs, times and links.</summary>
/// <param name="Changes">Newest start first.</param>
/// <param name="Linked">The IDs of the linked changes by change, in order.</param>
internal sealed record ChangeIndex(IReadOnlyList<IndexedChange> Changes, ILookup<long, long> Linked)
{
    public static async Task<ChangeIndex> Read(PharosDb db, long pageId, CancellationToken cancel)
    {
        var changes = await db
            .Changes.AsNoTracking()
            .Where(c => c.PageId == pageId)
            .OrderByDescending(c => c.StartAt)
            .ThenByDescending(c => c.ChangeId)
            .Select(c => new IndexedChange(c.ChangeId, c.StartAt, c.CloseAt, c.Status, c.Revision, c.UpdatedAt))
            .ToListAsync(cancel);
        var links = await db
            .ChangeLinks.AsNoTracking()
            .Where(l => db.Changes.Any(c => c.ChangeId == l.LowChangeId && c.PageId == pageId))
            .ToListAsync(cancel);
        return new ChangeIndex(
            changes,
            links
                .SelectMany(l =>
                    ((long From, long To)[])[(l.LowChangeId, l.HighChangeId), (l.HighChangeId, l.LowChangeId)]
                )
                .OrderBy(l => l.To)
                .ToLookup(l => l.From, l => l.To)
        );
    }
}

/// <param name="StartAt">Unix seconds.</param>
/// <param name="CloseAt">Unix seconds; null while the change is open.</param>
internal sealed record IndexedChange(
    long ChangeId,
    long StartAt,
    long? CloseAt,
    ChangeStatus Status,
    long Revision,
    long UpdatedAt
)
{
    /// <summary>
    /// Differs after every write to the change. Includes the time, because a restored backup repeats revisions.
    /// </summary>
    public string Edition => $"{ChangeId}:{Revision}:{UpdatedAt}";
}
