using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.Platform.Sessions;

/// <summary>
/// When sessions were last used: noted here, so that no read of a page writes, and written now and then.
/// </summary>
internal sealed class SessionUses(IDbContextFactory<PharosDb> databases)
{
    private readonly ConcurrentDictionary<string, long> used = new(StringComparer.Ordinal);

    /// <param name="sessionId">As <see cref="Session.Id"/>.</param>
    public void Note(string sessionId, long now) => used[sessionId] = now;

    /// <summary>What was noted and not yet written; null when nothing was.</summary>
    public long? Last(string sessionId) => used.TryGetValue(sessionId, out var at) ? at : null;

    /// <summary>Writes what was noted; sessions that ended meanwhile stay ended.</summary>
    public async Task Write(CancellationToken cancel)
    {
        if (used.IsEmpty)
            return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var (id, at) in used)
        {
            var digest = Convert.FromHexString(id);
            await db
                .Sessions.Where(s => s.Digest == digest && (s.LastUsedAt == null || s.LastUsedAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastUsedAt, at), cancel);
            used.TryRemove(new KeyValuePair<string, long>(id, at));
        }
    }
}
