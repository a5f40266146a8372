using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Subscribers;
using Pharos.Web;

namespace Pharos.StatusPages.Following.Console;

/// <summary>An internal page that members can follow, and what this member follows there.</summary>
/// <param name="Events">Changes that the member follows individually, newest start first.</param>
/// <param name="Following">Null when the member does not follow it.</param>
public sealed record FollowablePage(
    long PageId,
    string Name,
    IReadOnlyList<(string Id, string Name)> Sections,
    IReadOnlyList<(string Id, string Name)> Components,
    IReadOnlyList<(string Id, string Name)> Events,
    Following? Following
)
{
    internal static async Task<List<FollowablePage>> For(ConsoleRequest request, PharosDb db)
    {
        var memberId = request.Caller.MemberId;
        // Inside a write transaction the reads are consistent without a snapshot.
        await using var snapshot = db.Database.CurrentTransaction is null ? await db.BeginRead(request.Cancel) : null;
        var pages = await MemberSubscription
            .Pages(request.Operation(db))
            .OrderBy(p => p.Name)
            .ThenBy(p => p.PageId)
            .Select(p => new { p.PageId, p.Name })
            .ToListAsync(request.Cancel);
        var ids = pages.ConvertAll(p => p.PageId);
        var sections = (
            await db
                .Sections.AsNoTracking()
                .Where(s => ids.Contains(s.PageId) && !s.HideAll)
                .OrderBy(s => s.OrderId)
                .ThenBy(s => s.SectionId)
                .ToListAsync(request.Cancel)
        ).ToLookup(s => s.PageId);
        var components = (
            await db
                .Components.AsNoTracking()
                .Where(c => ids.Contains(c.PageId) && c.DeletedAt == null && !c.HideAll)
                .OrderBy(c => c.OrderId)
                .ThenBy(c => c.ComponentId)
                .ToListAsync(request.Cancel)
        ).ToLookup(c => c.PageId);
        var rows = await db
            .Subscribers.AsNoTracking()
            .Include(s => s.Components)
            .Include(s => s.Sections)
            .AsSplitQuery()
            .Where(s => s.Method == SubscriptionMethod.Im && s.MemberId == memberId && ids.Contains(s.PageId))
            .ToDictionaryAsync(s => s.PageId, request.Cancel);
        var followed = rows.Values.Select(r => r.SubscriberId).ToList();
        var hooks = (
            await db
                .SubscriberHooks.AsNoTracking()
                .Where(h => followed.Contains(h.SubscriberId))
                .ToListAsync(request.Cancel)
        ).ToLookup(h => h.SubscriberId, h => h.HookId);
        var events = (
            await db
                .SubscriberChanges.Where(c => followed.Contains(c.SubscriberId))
                .Join(
                    db.Changes,
                    c => c.ChangeId,
                    e => e.ChangeId,
                    (c, e) =>
                        new
                        {
                            e.PageId,
                            e.ChangeId,
                            e.Title,
                            e.StartAt,
                        }
                )
                .OrderByDescending(e => e.StartAt)
                .ThenBy(e => e.ChangeId)
                .ToListAsync(request.Cancel)
        ).ToLookup(e => e.PageId, e => (e.ChangeId.ToString(CultureInfo.InvariantCulture), e.Title));
        return pages.ConvertAll(p => new FollowablePage(
            p.PageId,
            p.Name,
            [.. sections[p.PageId].Select(s => (s.SectionId, s.Name))],
            [.. components[p.PageId].Select(c => (c.ComponentId, c.Name))],
            [.. events[p.PageId]],
            rows.TryGetValue(p.PageId, out var row)
                ? new Following(
                    row.All,
                    [
                        .. row.Sections.Select(s => s.SectionId),
                        .. row.Components.Select(c => c.ComponentId),
                        .. events[p.PageId].Select(e => e.Item1),
                    ],
                    hooks[row.SubscriberId].ToHashSet(StringComparer.Ordinal)
                )
                : null
        ));
    }
}

/// <param name="All">The whole page.</param>
/// <param name="Scope">IDs of sections, components and changes.</param>
/// <param name="Hooks">IDs of the webhooks that are used; empty means all.</param>
public sealed record Following(bool All, HashSet<string> Scope, HashSet<string> Hooks)
{
    public static Following Everything { get; } = new(true, [], []);
}
