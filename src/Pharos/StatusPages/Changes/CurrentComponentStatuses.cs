using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// The current statuses of pages' components. Reads open changes only, so the cost does not grow with the history.
/// </summary>
internal sealed class CurrentComponentStatuses
{
    private readonly Dictionary<long, Dictionary<string, ComponentStatus>> byPage = [];

    private CurrentComponentStatuses() { }

    /// <summary>The statuses of the page's components that an open change names; all others are operational.</summary>
    public IReadOnlyDictionary<string, ComponentStatus> For(long pageId) => byPage.GetValueOrDefault(pageId) ?? [];

    public static async Task<CurrentComponentStatuses> Read(
        PharosDb db,
        IReadOnlyList<long> pageIds,
        long now,
        CancellationToken cancel
    )
    {
        var changes = await ActiveChanges
            .For(db)
            .AsNoTracking()
            .Where(c => pageIds.Contains(c.PageId))
            .ToListAsync(cancel);
        var ids = changes.ConvertAll(c => c.ChangeId);
        var updates = (
            await db
                .Updates.AsNoTracking()
                .Include(u => u.ComponentChanges)
                .Where(u => ids.Contains(u.ChangeId))
                .ToListAsync(cancel)
        ).ToLookup(u => u.ChangeId);
        var present = new CurrentComponentStatuses();
        foreach (var one in changes)
        {
            if (!present.byPage.TryGetValue(one.PageId, out var page))
                present.byPage[one.PageId] = page = new(StringComparer.Ordinal);
            foreach (
                var (id, status) in CurrentStatus.From(
                    one.Type,
                    one.StartAt,
                    DerivedChange.InOrder(updates[one.ChangeId]).ConvertAll(DerivedChange.Entry),
                    now
                )
            )
                page[id] = status > page.GetValueOrDefault(id) ? status : page.GetValueOrDefault(id);
        }

        return present;
    }
}
