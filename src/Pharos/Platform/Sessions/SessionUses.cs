using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.Platform.Sessions;

/// <summary>
/// Collects when sessions were last used and writes it in batches, so that reading a page writes nothing.
/// </summary>
internal sealed class SessionUses(IDbContextFactory<PharosDb> databases)
{
    private readonly ConcurrentDictionary<string, long> used = new(StringComparer.Ordinal);

    /// <param name="sessionId">See <see cref="Session.Id"/>.</param>
    public void Note(string sessionId, long now) => used[sessionId] = now;

    /// <summary>Returns the time not yet written; null if there is none.</summary>
    public long? Last(string sessionId) => used.TryGetValue(sessionId, out var at) ? at : null;

    /// <summary>Writes the collected times. Sessions that have ended stay ended.</summary>
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
