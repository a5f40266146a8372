using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// What the components of pages show now, worked out from their open events alone, however many are over.
/// </summary>
internal sealed class CurrentComponentStatuses
{
    private readonly Dictionary<long, Dictionary<string, ComponentStatus>> byPage = [];

    private CurrentComponentStatuses() { }

    /// <summary>Those that are not operational, or of which an open event says that they are.</summary>
    public IReadOnlyDictionary<string, ComponentStatus> Of(long pageId) => byPage.GetValueOrDefault(pageId) ?? [];

    public static async Task<CurrentComponentStatuses> Read(
        PharosDb db,
        IReadOnlyList<long> pageIds,
        long now,
        CancellationToken cancel
    )
    {
        var events = await ActiveChanges
            .For(db)
            .AsNoTracking()
            .Where(c => pageIds.Contains(c.PageId))
            .ToListAsync(cancel);
        var ids = events.ConvertAll(c => c.ChangeId);
        var updates = (
            await db
                .Updates.AsNoTracking()
                .Include(u => u.ComponentChanges)
                .Where(u => ids.Contains(u.ChangeId))
                .ToListAsync(cancel)
        ).ToLookup(u => u.ChangeId);
        var present = new CurrentComponentStatuses();
        foreach (var one in events)
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
