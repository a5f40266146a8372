using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Notifications;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Notices;

/// <summary>An event that subscribers were told of lately, and how that stands.</summary>
/// <param name="LastAt">When something of it was last published to be told, in unix seconds.</param>
public sealed record RecentNotification(
    long ChangeId,
    string Title,
    string PageName,
    PageType PageType,
    string UrlName,
    long LastAt,
    DeliveryLog Log
)
{
    private const long Recent = 30 * 86400;
    private const int Most = 10;

    /// <summary>Those of the last thirty days, at most ten, the latest first.</summary>
    public static async Task<List<RecentNotification>> For(
        PharosDb db,
        long accountId,
        long now,
        CancellationToken cancel
    )
    {
        var latest = await db
            .Notifications.Where(n => n.AccountId == accountId && n.CreatedAt > now - Recent)
            .GroupBy(n => n.SubjectId)
            .Select(g => new { ChangeId = g.Key, LastAt = g.Max(n => n.CreatedAt) })
            .OrderByDescending(g => g.LastAt)
            .ThenBy(g => g.ChangeId)
            .Take(Most)
            .ToListAsync(cancel);
        var ids = latest.ConvertAll(l => l.ChangeId);
        var events = await db
            .Changes.Where(c => ids.Contains(c.ChangeId))
            .Join(
                db.Pages,
                c => c.PageId,
                p => p.PageId,
                (c, p) =>
                    new
                    {
                        c.ChangeId,
                        c.Title,
                        p.Name,
                        p.Type,
                        p.UrlName,
                    }
            )
            .ToDictionaryAsync(e => e.ChangeId, cancel);
        var result = new List<RecentNotification>(latest.Count);
        foreach (var one in latest)
        {
            if (events.TryGetValue(one.ChangeId, out var e))
                result.Add(
                    new RecentNotification(
                        e.ChangeId,
                        e.Title,
                        e.Name,
                        e.Type,
                        e.UrlName,
                        one.LastAt,
                        await DeliveryLog.Read(db, e.ChangeId, cancel)
                    )
                );
        }

        return result;
    }
}
