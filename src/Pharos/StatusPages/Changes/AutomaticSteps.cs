using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// The automatic steps of a maintenance with <c>auto_update_by_schedule</c>: <c>ongoing</c> at its start,
/// <c>completed</c> at its planned end, with its components under maintenance in between. The next due time is stored
/// in the row, so it survives restarts.
/// </summary>
internal static class AutomaticSteps
{
    /// <summary>When a newly published maintenance takes its first step.</summary>
    public static long? First(ChangeStatus status, long start, long? plannedEnd) =>
        status switch
        {
            ChangeStatus.Scheduled => start,
            ChangeStatus.Ongoing => plannedEnd,
            _ => null,
        };

    /// <summary>
    /// Call after a person changed the timeline. A manual status change replaces the pending automatic one.
    /// </summary>
    /// <param name="change">The change, with its status already derived.</param>
    /// <param name="before">Its status before the write.</param>
    /// <param name="now">Unix seconds.</param>
    public static void AfterManualWrite(ChangeRow change, ChangeStatus before, long now)
    {
        if (!change.AutoUpdateBySchedule)
            return;
        if (change.Status != before)
            // A maintenance reopened after its planned end is also ended by hand.
            change.NextStepAt =
                change.Status == ChangeStatus.Ongoing && change.StatedCloseAt > now ? change.StatedCloseAt : null;
        else if (change.Status == ChangeStatus.Scheduled && change.NextStepAt is not null)
            change.NextStepAt = change.StartAt;
    }

    /// <summary>
    /// Creates the update of the next step; null if the current status has no next step. The update is dated when it
    /// was due, or with the latest update if that is later.
    /// </summary>
    /// <param name="change">The change with its timeline. Its next step is advanced.</param>
    /// <param name="deleted">IDs of components that were deleted from the page.</param>
    /// <param name="language">The language of the update's text.</param>
    /// <param name="clock">Sets the update's ID and creation time.</param>
    public static UpdateRow? Take(ChangeRow change, IReadOnlySet<string> deleted, Language language, TimeProvider clock)
    {
        var (status, due, componentStatus, text, next) = change.Status switch
        {
            ChangeStatus.Scheduled => (
                ChangeStatus.Ongoing,
                change.StartAt,
                ComponentStatus.UnderMaintenance,
                Messages.MaintenanceBegan,
                change.StatedCloseAt
            ),
            ChangeStatus.Ongoing => (
                ChangeStatus.Completed,
                change.StatedCloseAt ?? 0,
                ComponentStatus.Operational,
                Messages.MaintenanceEnded,
                null
            ),
            _ => ((ChangeStatus?)null, 0L, default(ComponentStatus), (TextKey?)null, (long?)null),
        };
        change.NextStepAt = next;
        if (status is null || text is null)
            return null;
        var components = DerivedChange
            .InOrder(change.Updates)
            .SelectMany(u => u.ComponentChanges.OrderBy(c => c.Position))
            .Select(c => c.ComponentId)
            .Distinct(StringComparer.Ordinal)
            .Where(id => !deleted.Contains(id));
        var fields = new UpdateFields
        {
            Description = new Message(text).In(language),
            ComponentChanges =
            [
                .. components.Select(id => new ComponentChangeFields { ComponentId = id, Status = componentStatus }),
            ],
        };
        var at = Math.Max(due, change.Updates.Max(u => u.AtSeconds));
        return fields.ToRow(change.ChangeId, at, change.Updates.Max(u => u.Arrival) + 1, status, clock);
    }
}
