using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Components;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// Looks up what subscribers of a page follow. Reads the page's components once for any number of subscribers.
/// </summary>
internal sealed class FollowedItems
{
    private readonly PharosDb db;
    private readonly Dictionary<string, (ComponentRow Row, int Place)> components;
    private readonly ILookup<string, string> ofSection;

    private FollowedItems(PharosDb db, List<ComponentRow> ordered)
    {
        this.db = db;
        components = ordered
            .Select((row, place) => (row, place))
            .ToDictionary(c => c.row.ComponentId, StringComparer.Ordinal);
        ofSection = ordered
            .Where(c => c.SectionId is not null)
            .ToLookup(c => c.SectionId!, c => c.ComponentId, StringComparer.Ordinal);
    }

    public static async Task<FollowedItems> On(PharosDb db, long pageId, CancellationToken cancel) =>
        new(
            db,
            await db
                .Components.AsNoTracking()
                .Where(c => c.PageId == pageId && c.DeletedAt == null)
                .OrderBy(c => c.OrderId)
                .ThenBy(c => c.ComponentId)
                .ToListAsync(cancel)
        );

    /// <summary>One result per subscriber, in the same order; empty for those who follow everything.</summary>
    public async Task<IReadOnlyList<Followed>> By(IReadOnlyList<SubscriberRow> subscribers, CancellationToken cancel)
    {
        var ids = subscribers.Where(s => !s.All).Select(s => s.SubscriberId).ToList();
        if (ids.Count == 0)
            return [.. subscribers.Select(s => new Followed(s, [], []))];
        // One parameter: a statement with a thousand takes longer to prepare than to run.
        var own = (
            await db
                .SubscriberComponents.AsNoTracking()
                .Where(c => EF.Parameter(ids).Contains(c.SubscriberId))
                .ToListAsync(cancel)
        ).ToLookup(c => c.SubscriberId, c => c.ComponentId);
        var sections = (
            await db
                .SubscriberSections.AsNoTracking()
                .Where(c => EF.Parameter(ids).Contains(c.SubscriberId))
                .ToListAsync(cancel)
        ).ToLookup(c => c.SubscriberId, c => c.SectionId);
        var changes = (
            await db
                .SubscriberChanges.AsNoTracking()
                .Where(c => EF.Parameter(ids).Contains(c.SubscriberId))
                .ToListAsync(cancel)
        ).ToLookup(c => c.SubscriberId, c => c.ChangeId);
        return
        [
            .. subscribers.Select(s => new Followed(
                s,
                [
                    .. own[s.SubscriberId]
                        .Concat(sections[s.SubscriberId].SelectMany(section => ofSection[section]))
                        .Distinct(StringComparer.Ordinal)
                        .Select(id => components[id])
                        .OrderBy(c => c.Place)
                        .Select(c => c.Row),
                ],
                [.. changes[s.SubscriberId].Order()]
            )),
        ];
    }
}

/// <summary>A subscriber and what the subscriber follows.</summary>
/// <param name="Components">Components followed directly or through a section, in the page's order.</param>
/// <param name="ChangeIds">Ascending.</param>
internal sealed record Followed(
    SubscriberRow Subscriber,
    IReadOnlyList<ComponentRow> Components,
    IReadOnlyList<long> ChangeIds
);
