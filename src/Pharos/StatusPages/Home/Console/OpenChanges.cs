using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.StatusPages.Changes;
using Pharos.Web;

namespace Pharos.StatusPages.Home.Console;

/// <summary>The account's incidents that are not resolved, and maintenances in progress.</summary>
internal static class OpenChanges
{
    private const int Max = 50;

    /// <summary>The latest fifty: incidents first, then newest start first.</summary>
    public static async Task<List<OpenChange>> Read(ConsoleRequest request, PharosDb db)
    {
        var now = request.Clock.Seconds();
        var pages = db.Pages.Where(p => p.AccountId == request.Caller.AccountId);
        var found = await pages
            .Join(ActiveChanges.For(db), p => p.PageId, c => c.PageId, (p, c) => new { Change = c, p.Name })
            .OrderByDescending(f => f.Change.StartAt)
            .ThenByDescending(f => f.Change.ChangeId)
            .Take(Max)
            .AsNoTracking()
            .ToListAsync(request.Cancel);
        var names = found.ToDictionary(f => f.Change.ChangeId, f => f.Name);
        var items = await ChangeReader.Items(db, found.ConvertAll(f => f.Change), request.Cancel);
        var ids = items.ConvertAll(i => i.ChangeId);
        var deliveries = (
            await db
                .Deliveries.Where(d => ids.Contains(d.SubjectId))
                .GroupBy(d => new
                {
                    d.SubjectId,
                    d.State,
                    IsWritten = d.State == DeliveryState.Sent && d.LastError == EmailFolder.Note,
                })
                .Select(g => new
                {
                    ChangeId = g.Key.SubjectId,
                    g.Key.State,
                    g.Key.IsWritten,
                    Count = g.Count(),
                })
                .ToListAsync(request.Cancel)
        ).ToLookup(t => t.ChangeId);
        return
        [
            .. items
                .Select(item => new OpenChange(
                    item,
                    names[item.ChangeId],
                    deliveries[item.ChangeId]
                        .Where(t => t is { State: DeliveryState.Sent, IsWritten: false })
                        .Sum(t => t.Count),
                    deliveries[item.ChangeId].Sum(t => t.Count),
                    item.Updates.LastOrDefault(u => u.AtSeconds <= now)?.AtSeconds ?? item.StartAtSeconds,
                    item.Updates[^1].NextUpdateAtSeconds
                )
                {
                    Written = deliveries[item.ChangeId].Where(t => t.IsWritten).Sum(t => t.Count),
                    Undelivered = deliveries[item.ChangeId]
                        .Where(t => t.State is DeliveryState.Failed or DeliveryState.Quarantined)
                        .Sum(t => t.Count),
                })
                .OrderBy(e => e.Change.Type),
        ];
    }
}

/// <summary>A change in progress.</summary>
/// <param name="Sent">Deliveries sent so far, out of <paramref name="Deliveries"/>.</param>
/// <param name="LastUpdateAt">Unix seconds.</param>
/// <param name="NextUpdateAt">When the next update is promised, in unix seconds; null without a promise.</param>
public sealed record OpenChange(
    ChangeItem Change,
    string PageName,
    int Sent,
    int Deliveries,
    long LastUpdateAt,
    long? NextUpdateAt
)
{
    /// <summary>Emails that were written to files, because no mail server is configured.</summary>
    public int Written { get; init; }

    /// <summary>Deliveries that failed or whose recipient is quarantined.</summary>
    public int Undelivered { get; init; }
}
