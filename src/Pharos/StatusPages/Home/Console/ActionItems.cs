using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.DeliveryProblems;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.Home.Console;

/// <summary>
/// Items that need attention: incidents whose promised update is overdue, maintenances about to start or end, and
/// failed deliveries.
/// </summary>
/// <param name="Overdue">Longest overdue first.</param>
/// <param name="Soon">
/// Maintenances that start within a week, or that should have started or ended but need a manual step.
/// </param>
/// <param name="Undelivered">Open changes with failed deliveries.</param>
/// <param name="Quarantined">The number of quarantined recipients.</param>
public sealed record ActionItems(
    IReadOnlyList<OpenChange> Overdue,
    IReadOnlyList<PlannedMaintenance> Soon,
    IReadOnlyList<OpenChange> Undelivered,
    int Quarantined
)
{
    private const long Week = 7 * 86400;
    private const int Max = 10;

    public bool IsEmpty => Overdue.Count == 0 && Soon.Count == 0 && Undelivered.Count == 0 && Quarantined == 0;

    internal static async Task<ActionItems> Read(ConsoleRequest request, PharosDb db, IReadOnlyList<OpenChange> open)
    {
        var now = request.Clock.Seconds();
        var soon = await db
            .Pages.Where(p => p.AccountId == request.Caller.AccountId)
            .Join(
                db.Changes.Where(c =>
                    c.Type == ChangeType.Maintenance && c.Status == ChangeStatus.Scheduled && c.StartAt < now + Week
                ),
                p => p.PageId,
                c => c.PageId,
                (p, c) => new { Page = p, Change = c }
            )
            .OrderBy(m => m.Change.StartAt)
            .ThenBy(m => m.Change.ChangeId)
            .Take(Max)
            .Select(m => new PlannedMaintenance(
                m.Page.PageId,
                m.Change.ChangeId,
                m.Change.Title,
                m.Page.Name,
                m.Change.StartAt,
                m.Change.AutoUpdateBySchedule && m.Change.NextStepAt != null,
                false
            ))
            .ToListAsync(request.Cancel);
        var late = open.Where(e => e.Change is { Type: ChangeType.Maintenance, CloseAtSeconds: { } end } && end < now)
            .Select(e => new PlannedMaintenance(
                e.Change.PageId,
                e.Change.ChangeId,
                e.Change.Title,
                e.PageName,
                e.Change.CloseAtSeconds!.Value,
                e.Change.AutoUpdateBySchedule,
                true
            ));
        return new ActionItems(
            [.. open.Where(e => e.NextUpdateAt < now).OrderBy(e => e.NextUpdateAt)],
            [.. late, .. soon],
            [.. open.Where(e => e.Undelivered > 0)],
            await QuarantinedRecipients.Count(db, request.Caller, request.Cancel)
        );
    }
}

/// <summary>A maintenance whose start or end is near or overdue.</summary>
/// <param name="At">Unix seconds: the planned end if <paramref name="Ends"/>, else the planned start.</param>
/// <param name="ByItself">Whether the step is automatic.</param>
public sealed record PlannedMaintenance(
    long PageId,
    long ChangeId,
    string Title,
    string PageName,
    long At,
    bool ByItself,
    bool Ends
);
