using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Components;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// Says of subscribers of one page what they follow. The components of the page are read once, however many subscribers
/// are asked about.
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

    /// <summary>For each subscriber, in the order given. Who follows everything has no list of it.</summary>
    public async Task<IReadOnlyList<Followed>> By(IReadOnlyList<SubscriberRow> subscribers, CancellationToken cancel)
    {
        var ids = subscribers.Where(s => !s.All).Select(s => s.SubscriberId).ToList();
        if (ids.Count == 0)
            return [.. subscribers.Select(s => new Followed(s, [], []))];
        // As one parameter: a thousand of them make a statement that takes longer to prepare than to run.
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

/// <summary>A subscriber and what it follows.</summary>
/// <param name="Components">Its own and those of its sections, in the page's order.</param>
/// <param name="ChangeIds">In order.</param>
internal sealed record Followed(
    SubscriberRow Subscriber,
    IReadOnlyList<ComponentRow> Components,
    IReadOnlyList<long> ChangeIds
);
