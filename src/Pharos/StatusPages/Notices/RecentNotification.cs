using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Notifications;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Notices;

/// <summary>Delivery progress of a change that subscribers were recently notified about.</summary>
/// <param name="LastAt">When its latest notification was published, in Unix seconds.</param>
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
    private const int Max = 10;

    /// <summary>At most ten, of the last thirty days, the latest first.</summary>
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
            .Take(Max)
            .ToListAsync(cancel);
        var ids = latest.ConvertAll(l => l.ChangeId);
        var changes = await db
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
            .ToDictionaryAsync(c => c.ChangeId, cancel);
        var result = new List<RecentNotification>(latest.Count);
        foreach (var one in latest)
        {
            if (changes.TryGetValue(one.ChangeId, out var change))
                result.Add(
                    new RecentNotification(
                        change.ChangeId,
                        change.Title,
                        change.Name,
                        change.Type,
                        change.UrlName,
                        one.LastAt,
                        await DeliveryLog.Read(db, change.ChangeId, cancel)
                    )
                );
        }

        return result;
    }
}
