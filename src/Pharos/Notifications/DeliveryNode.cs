using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>
/// This process among those that send. It says every two seconds that it lives; whoever has been silent for ten loses what it claimed.
/// A node that was away for longer takes a new name, so that it never sends what another may have taken over.
/// </summary>
internal sealed class DeliveryNode(IDbContextFactory<PharosDb> databases, WriteTransactions writes, TimeProvider clock)
{
    private const long AliveFor = 10;
    private const long BeatEvery = 2;

    private long beatAt;
    private long aliveUntil;
    private bool lost;

    /// <summary>What claims are made in the name of.</summary>
    public string Name { get; private set; } = NewName();

    /// <summary>Whether what was claimed in that name is still ours.</summary>
    public bool Holds(string claim) => claim == Name && clock.Seconds() < Volatile.Read(ref aliveUntil);

    /// <summary>What becomes of something that we claimed is not known any more: we take a new name, and what the old one claimed is free in a while.</summary>
    public void LoseTrack() => Volatile.Write(ref lost, true);

    /// <summary>Says that we live, where it is time to, and frees what the dead had claimed.</summary>
    public async Task Beat(CancellationToken cancel)
    {
        var now = clock.Seconds();
        if (now - beatAt < BeatEvery && now >= beatAt)
            return;
        if (Interlocked.Exchange(ref lost, false) || (aliveUntil > 0 && now >= aliveUntil))
            Name = NewName();
        var name = Name;
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        if (await db.DeliveryNodes.Where(n => n.Node == name).ExecuteUpdateAsync(n => n.SetProperty(r => r.AliveUntil, now + AliveFor), cancel) == 0)
            db.DeliveryNodes.Add(new DeliveryNodeRow { Node = name, AliveUntil = now + AliveFor });
        if (await db.DeliveryNodes.Where(n => n.AliveUntil <= now).ExecuteDeleteAsync(cancel) > 0 || beatAt == 0)
            await FreeClaimsOfTheDead(db, now, cancel);
        await write.Commit(cancel);
        beatAt = now;
        Volatile.Write(ref aliveUntil, now + AliveFor);
    }

    /// <summary>On the way out: what is not sent yet is free for others at once.</summary>
    public async Task Leave(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await db.DeliveryNodes.Where(n => n.Node == Name).ExecuteDeleteAsync(cancel);
        await db.Deliveries.Where(d => d.ClaimedBy == Name).ExecuteUpdateAsync(d => d.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        await db.Letters.Where(l => l.ClaimedBy == Name).ExecuteUpdateAsync(l => l.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        await write.Commit(cancel);
    }

    private static async Task FreeClaimsOfTheDead(PharosDb db, long now, CancellationToken cancel)
    {
        await db.Deliveries.Where(d => d.ClaimedBy != null && !db.DeliveryNodes.Any(n => n.Node == d.ClaimedBy && n.AliveUntil > now))
            .ExecuteUpdateAsync(d => d.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        await db.Letters.Where(l => l.ClaimedBy != null && !db.DeliveryNodes.Any(n => n.Node == l.ClaimedBy && n.AliveUntil > now))
            .ExecuteUpdateAsync(l => l.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
    }

    private static string NewName() => Guid.NewGuid().ToString("N");
}
