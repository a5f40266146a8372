using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Platform.Sessions;

/// <summary>
/// Makes it permanent that keys, sessions and invitations have expired: they must not work again when the clock is set
/// back.
/// </summary>
internal sealed class Expiry(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    SessionLifetime lifetime,
    TimeProvider clock
)
{
    public async Task Apply(CancellationToken cancel)
    {
        var now = clock.Seconds();
        var idleSince = lifetime.IdleSince(now);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var keys = db.ApiKeys.Where(k => k.ExpiresAt <= now && k.EndedAt == null);
        var sessions = db.Sessions.Where(s => s.ExpiresAt <= now || (s.LastUsedAt ?? s.CreatedAt) <= idleSince);
        var invitations = db.Invitations.Where(i => i.ExpiresAt <= now);
        // Looks first: a write would wait for other writers.
        if (!await keys.AnyAsync(cancel) && !await sessions.AnyAsync(cancel) && !await invitations.AnyAsync(cancel))
            return;
        await using var write = await writes.Begin(db, cancel);
        if (await keys.ExecuteUpdateAsync(set => set.SetProperty(k => k.EndedAt, now), cancel) > 0)
            write.Invalidate(CacheInvalidation.Access);
        await sessions.ExecuteDeleteAsync(cancel);
        await invitations.ExecuteDeleteAsync(cancel);
        await write.Commit(cancel);
    }
}
