using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// The parts of a change that are derived from its timeline. They are derived and checked again after every write.
/// </summary>
internal static class DerivedChange
{
    public static List<UpdateRow> InOrder(IEnumerable<UpdateRow> updates) =>
        [.. updates.OrderBy(u => u.AtSeconds).ThenBy(u => u.Arrival)];

    public static TimelineEntry Entry(UpdateRow update) =>
        new(
            update.AtSeconds,
            update.Status,
            [.. update.ComponentChanges.Select(c => new ComponentState(c.ComponentId, c.Status))]
        );

    /// <summary>Locks the page and reads one of its changes for writing, with the timeline.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<ChangeRow> Lock(
        PharosDb db,
        WriteTransaction write,
        Caller caller,
        long pageId,
        long changeId,
        CancellationToken cancel
    )
    {
        await PageReader.Lock(db, write, caller, pageId, cancel);
        return await db
            .Changes.Include(c => c.Updates)
                .ThenInclude(u => u.ComponentChanges)
            .AsSplitQuery()
            .SingleOrDefaultAsync(c => c.ChangeId == changeId && c.PageId == pageId, cancel)
            ?? throw Errors.NotFound("change_id");
    }

    /// <summary>
    /// Call after a person writes to a timeline. Derives and checks the change; a manual status change replaces the
    /// pending automatic one.
    /// </summary>
    /// <exception cref="ApiException">The timeline breaks a rule.</exception>
    public static async Task Rewritten(
        PharosDb db,
        ChangeRow change,
        TimeProvider clock,
        Func<UpdateRow, string, string> field,
        CancellationToken cancel
    )
    {
        var before = change.Status;
        Derive(change, await Deleted(db, change, cancel), field);
        change.UpdatedAt = clock.Seconds();
        AutomaticSteps.AfterManualWrite(change, before, change.UpdatedAt);
        change.Revision++;
    }

    /// <summary>Replays the timeline and stores the status and the close time in the row.</summary>
    /// <param name="change">The change with all its updates.</param>
    /// <param name="deleted">IDs of components that were deleted from the page.</param>
    /// <param name="field">
    /// Maps an update's field, such as <c>at_seconds</c> or <c>status</c>, to its name in the request.
    /// </param>
    /// <exception cref="ApiException">The timeline breaks a rule.</exception>
    public static void Derive(ChangeRow change, IReadOnlySet<string> deleted, Func<UpdateRow, string, string> field)
    {
        var timeline = InOrder(change.Updates);
        var outcome = TimelineRules.Replay(change.Type, change.StartAt, timeline.ConvertAll(Entry), deleted.Contains);
        switch (outcome.Fault)
        {
            case TimelineError.BeforeStart:
                throw Errors.Invalid(Messages.BeforeStart, field(timeline[outcome.FaultIndex], "at_seconds"));
            case TimelineError.NotOperationalAtEnd:
                throw Errors.Invalid(
                    Messages.NotOperationalAtEnd,
                    field(timeline[outcome.FaultIndex], "component_changes")
                );
        }

        if (timeline.Find(u => u.NextUpdateAt <= u.AtSeconds) is { } early)
            throw Errors.Invalid(Messages.NextUpdateBefore, field(early, "next_update_at_seconds"));
        if (timeline[0].ComponentChanges.Count == 0)
            throw Errors.Invalid(
                ErrorReason.Missing,
                Messages.FirstUpdateNamesNone,
                field(timeline[0], "component_changes")
            );
        if (change.IsRetrospective && timeline.Count < 2)
            throw Errors.Invalid(Messages.RetrospectiveUpdates, field(timeline[0], "updates"));
        if (change.IsRetrospective && !outcome.Status.IsTerminal())
            throw Errors.Invalid(
                Messages.RetrospectiveOpen,
                field(timeline[^1], "status"),
                WireName<ChangeStatus>.ToWire(ChangeStatuses.For(change.Type)[^1])
            );

        change.Status = outcome.Status;
        change.CloseAt = (change.IsRetrospective, change.Type) switch
        {
            (true, _) when outcome.ClosedAtSeconds is not null => change.StatedCloseAt ?? timeline[^1].AtSeconds,
            (true, _) => null,
            (false, ChangeType.Maintenance) => outcome.ClosedAtSeconds ?? change.StatedCloseAt,
            _ => outcome.ClosedAtSeconds,
        };
    }

    /// <summary>The components that the change affected and that have been deleted since.</summary>
    public static async Task<IReadOnlySet<string>> Deleted(PharosDb db, ChangeRow change, CancellationToken cancel)
    {
        var ids = change
            .Updates.SelectMany(u => u.ComponentChanges)
            .Select(c => c.ComponentId)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return await db
            .Components.Where(c => ids.Contains(c.ComponentId) && c.DeletedAt != null)
            .Select(c => c.ComponentId)
            .ToHashSetAsync(cancel);
    }
}
