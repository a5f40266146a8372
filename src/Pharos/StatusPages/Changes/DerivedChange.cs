using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// What of an event follows from its timeline: derived again, and checked whole, after every write to it.
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

    /// <summary>Locks the page and reads an event of it to be written to, with its timeline.</summary>
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
    /// After every write to a timeline by a person: derives, checks, and lets a manual move take the place of an
    /// automatic one.
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

    /// <summary>Plays the timeline and puts status and close into the row.</summary>
    /// <param name="change">With all its updates.</param>
    /// <param name="deleted">Components that are no longer on the page.</param>
    /// <param name="field">What the request calls a field of an update: <c>at_seconds</c>, <c>status</c>.</param>
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

        if (timeline.Find(u => u.NextUpdateAt <= u.AtSeconds) is { } hasty)
            throw Errors.Invalid(Messages.NextUpdateBefore, field(hasty, "next_update_at_seconds"));
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

    /// <summary>Those of the components an event touched that were since deleted.</summary>
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
