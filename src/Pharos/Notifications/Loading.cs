using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.Notifications;

/// <summary>Reads what claimed deliveries need to be sent. One whose hook or member is gone, or that has nothing left to tell, is left out.</summary>
internal sealed class Loading(IDbContextFactory<PharosDb> databases)
{
    public async Task<List<DeliveryWork>> Read(IReadOnlyCollection<ClaimedDelivery> claims, CancellationToken cancel)
    {
        if (claims.Count == 0)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        var subscriberIds = claims.Select(c => c.SubscriberId).Distinct().ToList();
        var receivers = await db.Subscribers.AsNoTracking().Where(s => EF.Parameter(subscriberIds).Contains(s.SubscriberId))
            .Select(s => new Receiver(s.SubscriberId, s.Recipient, s.Locale, s.Token, s.Failures)).ToDictionaryAsync(s => s.SubscriberId, cancel);
        var pageIds = claims.Select(c => c.PageId).Distinct().ToList();
        var pages = await db.Pages.AsNoTracking().Where(p => EF.Parameter(pageIds).Contains(p.PageId)).ToDictionaryAsync(p => p.PageId, cancel);
        var accountIds = pages.Values.Select(p => p.AccountId).Distinct().ToList();
        var zones = (await db.Accounts.AsNoTracking().Where(a => EF.Parameter(accountIds).Contains(a.AccountId)).Select(a => new { a.AccountId, a.TimeZone }).ToListAsync(cancel))
            .ToDictionary(a => a.AccountId, a => TimeZones.FindOrUtc(a.TimeZone));
        var hookIds = claims.Where(c => c.HookId.Length > 0).Select(c => c.HookId).Distinct().ToList();
        var hooks = hookIds.Count == 0 ? [] : await db.ImHooks.AsNoTracking()
            .Where(h => EF.Parameter(hookIds).Contains(h.HookId) && db.Members.Any(m => m.MemberId == h.MemberId && m.Status == MemberStatus.Enabled)).ToDictionaryAsync(h => h.HookId, StringComparer.Ordinal, cancel);
        var contents = await Contents(db, claims, cancel);

        var work = new List<DeliveryWork>(claims.Count);
        foreach (var claim in claims)
        {
            if (contents.TryGetValue((claim.ChangeId, claim.ToldThrough, claim.TellThrough), out var told) && told.Count > 0
                && receivers.TryGetValue(claim.SubscriberId, out var receiver) && pages.TryGetValue(claim.PageId, out var page)
                && (claim.HookId.Length == 0 || hooks.ContainsKey(claim.HookId)))
                work.Add(new DeliveryWork(claim, receiver, hooks.GetValueOrDefault(claim.HookId), page, zones[page.AccountId], told));
        }

        return work;
    }

    /// <summary>What each range of notifications says; the same list for all who get the same.</summary>
    private static async Task<Dictionary<(long, int, int), IReadOnlyList<NotificationContent>>> Contents(
        PharosDb db, IReadOnlyCollection<ClaimedDelivery> claims, CancellationToken cancel)
    {
        var changeIds = claims.Select(c => c.ChangeId).Distinct().ToList();
        var from = claims.Min(c => c.ToldThrough);
        var all = (await db.Notifications.AsNoTracking().Where(n => EF.Parameter(changeIds).Contains(n.ChangeId) && n.Seq > from)
            .Select(n => new { n.ChangeId, n.Seq, n.Content }).ToListAsync(cancel)).ToLookup(n => n.ChangeId);
        return claims.Select(c => (c.ChangeId, c.ToldThrough, c.TellThrough)).Distinct().ToDictionary(
            range => range,
            range => (IReadOnlyList<NotificationContent>)[.. all[range.ChangeId].Where(n => n.Seq > range.ToldThrough && n.Seq <= range.TellThrough)
                .OrderBy(n => n.Seq).Select(n => NotificationContent.FromJson(n.Content))]);
    }
}
