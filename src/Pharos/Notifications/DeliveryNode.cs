using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>
/// This process as one of the nodes that send. Sends a heartbeat every 2 s; after 10 s without one a node's claims are
/// released. A node that paused for longer takes a new name, so that it never sends what another node may have claimed
/// since.
/// </summary>
internal sealed class DeliveryNode(IDbContextFactory<PharosDb> databases, WriteTransactions writes, TimeProvider clock)
{
    private const long AliveFor = 10;
    private const long HeartbeatEvery = 2;

    private long heartbeatAt;
    private long aliveUntil;
    private bool lost;

    /// <summary>The name that claims are made under.</summary>
    public string Name { get; private set; } = NewName();

    /// <summary>Whether claims made under this name are still valid.</summary>
    public bool Holds(string claim) => claim == Name && clock.Seconds() < Volatile.Read(ref aliveUntil);

    /// <summary>
    /// Gives up claims whose outcome is unknown: the node takes a new name, and the claims of the old one expire.
    /// </summary>
    public void AbandonClaims() => Volatile.Write(ref lost, true);

    /// <summary>Sends a heartbeat when one is due, and releases the claims of dead nodes.</summary>
    public async Task Heartbeat(CancellationToken cancel)
    {
        var now = clock.Seconds();
        if (now - heartbeatAt < HeartbeatEvery && now >= heartbeatAt)
            return;
        if (Interlocked.Exchange(ref lost, false) || (aliveUntil > 0 && now >= aliveUntil))
            Name = NewName();
        var name = Name;
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        if (
            await db
                .DeliveryNodes.Where(n => n.Node == name)
                .ExecuteUpdateAsync(n => n.SetProperty(r => r.AliveUntil, now + AliveFor), cancel) == 0
        )
            db.DeliveryNodes.Add(new DeliveryNodeRow { Node = name, AliveUntil = now + AliveFor });
        if (await db.DeliveryNodes.Where(n => n.AliveUntil <= now).ExecuteDeleteAsync(cancel) > 0 || heartbeatAt == 0)
            await ReleaseClaimsOfDeadNodes(db, now, cancel);
        await write.Commit(cancel);
        heartbeatAt = now;
        Volatile.Write(ref aliveUntil, now + AliveFor);
    }

    /// <summary>Lets other nodes claim at once what this node did not send. Called on shutdown.</summary>
    public async Task ReleaseClaims(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await db.DeliveryNodes.Where(n => n.Node == Name).ExecuteDeleteAsync(cancel);
        await db
            .Deliveries.Where(d => d.ClaimedBy == Name)
            .ExecuteUpdateAsync(d => d.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        await db
            .OutgoingMessages.Where(m => m.ClaimedBy == Name)
            .ExecuteUpdateAsync(m => m.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        await write.Commit(cancel);
    }

    private static async Task ReleaseClaimsOfDeadNodes(PharosDb db, long now, CancellationToken cancel)
    {
        await db
            .Deliveries.Where(d =>
                d.ClaimedBy != null && !db.DeliveryNodes.Any(n => n.Node == d.ClaimedBy && n.AliveUntil > now)
            )
            .ExecuteUpdateAsync(d => d.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        await db
            .OutgoingMessages.Where(m =>
                m.ClaimedBy != null && !db.DeliveryNodes.Any(n => n.Node == m.ClaimedBy && n.AliveUntil > now)
            )
            .ExecuteUpdateAsync(m => m.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
    }

    private static string NewName() => Guid.NewGuid().ToString("N");
}
