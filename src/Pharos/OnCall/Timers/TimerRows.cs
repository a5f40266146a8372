using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Timers;

/// <summary>
/// Sets and cancels timers, within the transaction of what they are about. Timers are written at once and not tracked.
/// </summary>
internal static class TimerRows
{
    /// <summary>Sets a timer; replaces the one of this kind and thing.</summary>
    /// <param name="dueAt">Unix seconds.</param>
    public static Task Set(
        PharosDb db,
        TimerKind kind,
        string refId,
        long accountId,
        long dueAt,
        CancellationToken cancel
    )
    {
        var name = WireName<TimerKind>.ToWire(kind);
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO timers (kind, ref_id, account_id, due_at) VALUES ({name}, {refId}, {accountId}, {dueAt})
            ON CONFLICT (kind, ref_id) DO UPDATE SET due_at = excluded.due_at
            """,
            cancel
        );
    }

    public static Task Cancel(
        PharosDb db,
        TimerKind kind,
        IReadOnlyCollection<string> refIds,
        CancellationToken cancel
    ) => db.Timers.Where(t => t.Kind == kind && EF.Parameter(refIds).Contains(t.RefId)).ExecuteDeleteAsync(cancel);

    /// <summary>Cancels all timers of these things.</summary>
    public static Task CancelAll(PharosDb db, IReadOnlyCollection<string> refIds, CancellationToken cancel) =>
        db.Timers.Where(t => EF.Parameter(refIds).Contains(t.RefId)).ExecuteDeleteAsync(cancel);
}
