using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.Notifications;

/// <summary>Loads the content of claimed deliveries. Leaves out deliveries that can no longer be sent.</summary>
internal sealed class DeliveryLoader(IDbContextFactory<PharosDb> databases, NotificationKinds kinds)
{
    public async Task<List<DeliveryWork>> Read(IReadOnlyCollection<ClaimedDelivery> claims, CancellationToken cancel)
    {
        if (claims.Count == 0)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        var loaded = new Dictionary<ClaimedDelivery, DeliveryWork>(claims.Count);
        foreach (var some in claims.GroupBy(c => c.Kind))
        {
            var kind = kinds.Audience(some.Key);
            foreach (var one in await kind.Load(db, [.. some], cancel))
                loaded.Add(one.Claim, new DeliveryWork(kind, one.Claim, one));
        }

        return [.. claims.Where(loaded.ContainsKey).Select(c => loaded[c])];
    }
}
