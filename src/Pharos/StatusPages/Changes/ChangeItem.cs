using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>A change in API responses.</summary>
public sealed record ChangeItem
{
    public long ChangeId { get; init; }
    public long PageId { get; init; }
    public ChangeType Type { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public ChangeStatus Status { get; init; }

    /// <summary>
    /// Every component the change affected, with its status after the last update and its own current fields.
    /// </summary>
    public required IReadOnlyList<AffectedComponentItem> AffectedComponents { get; init; }
    public required IReadOnlyList<long> ResponderIds { get; init; }
    public required IReadOnlyList<string> LinkedChangeIds { get; init; }
    public long StartAtSeconds { get; init; }

    /// <summary>When an incident was resolved; for a maintenance the planned end until it completes.</summary>
    public long? CloseAtSeconds { get; init; }
    public bool IsRetrospective { get; init; }

    /// <summary>Ordered by time, ties by arrival.</summary>
    public required IReadOnlyList<UpdateItem> Updates { get; init; }
    public bool NotifySubscribers { get; init; }
    public bool AutoUpdateBySchedule { get; init; }
}

public sealed record AffectedComponentItem(
    string ComponentId,
    string? SectionId,
    string Name,
    string? Description,
    long AvailableSinceSeconds,
    long OrderId,
    bool HideUptime,
    bool HideAll,
    ComponentStatus Status
);

/// <param name="Status">Absent if the update keeps the change's status.</param>
/// <param name="NextUpdateAtSeconds">
/// Beyond the contract: when the next update is promised; absent without a promise.
/// </param>
public sealed record UpdateItem(
    string UpdateId,
    long AtSeconds,
    ChangeStatus? Status,
    string Description,
    IReadOnlyList<ComponentChangeItem> ComponentChanges,
    long? NextUpdateAtSeconds
);

public sealed record ComponentChangeItem(string ComponentId, string ComponentName, ComponentStatus Status);

/// <summary>Reads a page's changes with all related rows.</summary>
internal static class ChangeReader
{
    /// <summary>Changes as items, in the given order. Takes five queries for any number of changes.</summary>
    public static async Task<List<ChangeItem>> Items(
        PharosDb db,
        IReadOnlyList<ChangeRow> changes,
        CancellationToken cancel
    )
    {
        var items = new List<ChangeItem>(changes.Count);
        foreach (var some in changes.Chunk(500))
        {
            var ids = some.Select(c => c.ChangeId).ToList();
            var updates = (
                await db
                    .Updates.AsNoTracking()
                    .Include(u => u.ComponentChanges)
                    .Where(u => ids.Contains(u.ChangeId))
                    .ToListAsync(cancel)
            ).ToLookup(u => u.ChangeId);
            foreach (var update in updates.SelectMany(u => u))
                update.ComponentChanges.Sort(static (a, b) => a.Position.CompareTo(b.Position));
            var componentIds = updates
                .SelectMany(u => u)
                .SelectMany(u => u.ComponentChanges)
                .Select(c => c.ComponentId)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            var components = await db
                .Components.AsNoTracking()
                .Where(c => componentIds.Contains(c.ComponentId))
                .ToDictionaryAsync(c => c.ComponentId, StringComparer.Ordinal, cancel);
            var responders = (
                await db.Responders.AsNoTracking().Where(r => ids.Contains(r.ChangeId)).ToListAsync(cancel)
            ).ToLookup(r => r.ChangeId);
            var links = await db
                .ChangeLinks.AsNoTracking()
                .Where(l => ids.Contains(l.LowChangeId) || ids.Contains(l.HighChangeId))
                .ToListAsync(cancel);
            var linked = links
                .Select(l => (From: l.LowChangeId, To: l.HighChangeId))
                .Concat(links.Select(l => (From: l.HighChangeId, To: l.LowChangeId)))
                .ToLookup(l => l.From, l => l.To);
            items.AddRange(
                some.Select(c => Item(c, updates[c.ChangeId], components, responders[c.ChangeId], linked[c.ChangeId]))
            );
        }

        return items;
    }

    private static ChangeItem Item(
        ChangeRow change,
        IEnumerable<UpdateRow> updates,
        Dictionary<string, ComponentRow> components,
        IEnumerable<ResponderRow> responders,
        IEnumerable<long> linked
    )
    {
        var timeline = DerivedChange.InOrder(updates);
        var outcome = TimelineRules.Replay(change.Type, change.StartAt, timeline.ConvertAll(DerivedChange.Entry));
        return new ChangeItem
        {
            ChangeId = change.ChangeId,
            PageId = change.PageId,
            Type = change.Type,
            Title = change.Title,
            Description = change.Description,
            Status = change.Status,
            AffectedComponents =
            [
                .. outcome.Components.Select(state =>
                {
                    var c = components[state.ComponentId];
                    return new AffectedComponentItem(
                        c.ComponentId,
                        c.SectionId,
                        c.Name,
                        c.Description,
                        c.AvailableSinceSeconds,
                        c.OrderId,
                        c.HideUptime,
                        c.HideAll,
                        state.Status
                    );
                }),
            ],
            ResponderIds = [.. responders.OrderBy(r => r.Position).Select(r => r.MemberId)],
            LinkedChangeIds =
            [
                .. linked.Order().Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            StartAtSeconds = change.StartAt,
            CloseAtSeconds = change.CloseAt,
            IsRetrospective = change.IsRetrospective,
            Updates =
            [
                .. timeline.Select(u => new UpdateItem(
                    u.UpdateId,
                    u.AtSeconds,
                    u.Status,
                    u.Description,
                    [
                        .. u.ComponentChanges.Select(c => new ComponentChangeItem(
                            c.ComponentId,
                            components[c.ComponentId].Name,
                            c.Status
                        )),
                    ],
                    u.NextUpdateAt
                )),
            ],
            NotifySubscribers = change.NotifySubscribers,
            AutoUpdateBySchedule = change.AutoUpdateBySchedule,
        };
    }
}
