using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.Notifications;

/// <summary>How the telling of an event stands.</summary>
/// <param name="Notifications">How often something of it was published to be told.</param>
/// <param name="Spreading">How many of these are not yet spread over all subscribers: the counts still grow.</param>
/// <param name="Waiting">Receivers who are still to be told something.</param>
/// <param name="Sent">Receivers who were told everything.</param>
/// <param name="Failed">Receivers who refused for good, or could not be reached for a day.</param>
/// <param name="Quarantined">Receivers to whom nothing is sent any more.</param>
/// <param name="Errors">What receivers' sides said last, the most frequent first, with how many said so.</param>
public sealed record DeliveryLog(
    int Notifications, int Spreading, int Waiting, int Sent, int Failed, int Quarantined, IReadOnlyList<(string Error, int Count)> Errors)
{
    private const int MostErrors = 10;

    public bool IsDone => Spreading == 0 && Waiting == 0;

    public static async Task<DeliveryLog> Read(PharosDb db, long changeId, CancellationToken cancel)
    {
        await using var snapshot = await db.BeginRead(cancel);
        var notifications = await db.Notifications.Where(n => n.ChangeId == changeId).Select(n => n.SpreadAt).ToListAsync(cancel);
        var states = await db.Deliveries.Where(d => d.ChangeId == changeId).GroupBy(d => d.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var errors = await db.Deliveries.Where(d => d.ChangeId == changeId && d.LastError != null).GroupBy(d => d.LastError!)
            .Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.Key).Take(MostErrors).ToListAsync(cancel);
        int Of(DeliveryState state) => states.GetValueOrDefault(state);
        return new DeliveryLog(
            notifications.Count, notifications.Count(at => at is null), Of(DeliveryState.Waiting), Of(DeliveryState.Sent), Of(DeliveryState.Failed), Of(DeliveryState.Quarantined),
            [.. errors.Select(e => (e.Key, e.Count))]);
    }
}
