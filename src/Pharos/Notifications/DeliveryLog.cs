using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications;

/// <summary>Delivery progress of a subject's notifications.</summary>
/// <param name="Notifications">Notifications published.</param>
/// <param name="Expanding">Notifications not yet expanded to all recipients: the counts still grow.</param>
/// <param name="Waiting">Recipients with something still to be sent.</param>
/// <param name="Sent">Recipients that everything was sent to.</param>
/// <param name="Written">
/// Recipients whose emails were written to files instead, because no mail server is configured.
/// </param>
/// <param name="Failed">Recipients that refused for good, or could not be reached for a day.</param>
/// <param name="Quarantined">Recipients in quarantine.</param>
/// <param name="Errors">The last error of each recipient, counted; the most frequent first.</param>
public sealed record DeliveryLog(
    int Notifications,
    int Expanding,
    int Waiting,
    int Sent,
    int Written,
    int Failed,
    int Quarantined,
    IReadOnlyList<(string Error, int Count)> Errors
)
{
    private const int MaxErrors = 10;

    public bool IsDone => Expanding == 0 && Waiting == 0;

    /// <summary>All recipients so far.</summary>
    public int All => Waiting + Sent + Written + Failed + Quarantined;

    public static async Task<DeliveryLog> Read(PharosDb db, long subjectId, CancellationToken cancel)
    {
        await using var snapshot = await db.BeginRead(cancel);
        var notifications = await db
            .Notifications.Where(n => n.SubjectId == subjectId)
            .Select(n => n.ExpandedAt)
            .ToListAsync(cancel);
        var states = await db
            .Deliveries.Where(d => d.SubjectId == subjectId)
            .GroupBy(d => new { d.State, IsWritten = d.State == DeliveryState.Sent && d.LastError == EmailFolder.Note })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => (g.Key.State, g.Key.IsWritten), g => g.Count, cancel);
        var errors = await db
            .Deliveries.Where(d => d.SubjectId == subjectId && d.LastError != null && d.LastError != EmailFolder.Note)
            .GroupBy(d => d.LastError!)
            .Select(g => new { g.Key, Count = g.Count() })
            .OrderByDescending(g => g.Count)
            .ThenBy(g => g.Key)
            .Take(MaxErrors)
            .ToListAsync(cancel);
        int Of(DeliveryState state) => states.GetValueOrDefault((state, false));
        return new DeliveryLog(
            notifications.Count,
            notifications.Count(at => at is null),
            Of(DeliveryState.Waiting),
            Of(DeliveryState.Sent),
            states.GetValueOrDefault((DeliveryState.Sent, true)),
            Of(DeliveryState.Failed),
            Of(DeliveryState.Quarantined),
            [.. errors.Select(e => (e.Key, e.Count))]
        );
    }
}
