using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// The moves that a maintenance with <c>auto_update_by_schedule</c> makes by itself: <c>ongoing</c> at its start,
/// <c>completed</c> at its planned end, its components under maintenance in between. What is due is in the row, so it
/// survives restarts.
/// </summary>
internal static class AutomaticSteps
{
    /// <summary>When a maintenance that is being published takes its first step.</summary>
    public static long? First(ChangeStatus status, long start, long? plannedEnd) =>
        status switch
        {
            ChangeStatus.Scheduled => start,
            ChangeStatus.Ongoing => plannedEnd,
            _ => null,
        };

    /// <summary>A person changed the timeline. A manual move takes the place of the pending automatic one.</summary>
    /// <param name="change">With its status derived again.</param>
    /// <param name="before">The status it had.</param>
    /// <param name="now">In unix seconds.</param>
    public static void AfterManualWrite(ChangeRow change, ChangeStatus before, long now)
    {
        if (!change.AutoUpdateBySchedule)
            return;
        if (change.Status != before)
            // Whoever opens it again after its planned end decides when it ends.
            change.NextStepAt =
                change.Status == ChangeStatus.Ongoing && change.StatedCloseAt > now ? change.StatedCloseAt : null;
        else if (change.Status == ChangeStatus.Scheduled && change.NextStepAt is not null)
            change.NextStepAt = change.StartAt;
    }

    /// <summary>
    /// The update that the next step writes, or null when the status leaves nothing to do. It has the time it should
    /// have had, unless something was said since.
    /// </summary>
    /// <param name="change">With its timeline; the step is taken out of its row.</param>
    /// <param name="deleted">Components that are no longer on the page.</param>
    /// <param name="language">Of the update's text.</param>
    /// <param name="clock">For the update's ID and creation.</param>
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
