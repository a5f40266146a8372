using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Importing;

/// <summary>
/// Maps a change of a history file to a request that creates it. No I/O. <c>docs/import.md</c> describes the rules.
/// </summary>
public static class HistoryMapping
{
    /// <param name="event">Validated.</param>
    /// <param name="pageId">The page to create the change on.</param>
    /// <param name="componentIds">The affected components; not empty.</param>
    public static CreateChangeRequest ToRequest(HistoryChange @event, long pageId, IReadOnlyList<string> componentIds)
    {
        var updates = WithOpening(@event);
        var last = updates[^1];
        return new CreateChangeRequest
        {
            PageId = pageId,
            SourceId = @event.Id,
            Type = @event.Type,
            Title = @event.Title,
            Description = updates.Select(u => u.Message).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))
                ?? @event.Title,
            Status = last.Status,
            StartAtSeconds = @event.StartedAt,
            // The handler defaults to the last update's time, and rejects an end that is not after the start.
            CloseAtSeconds =
                @event.ResolvedAt == last.At || @event.ResolvedAt <= @event.StartedAt ? null : @event.ResolvedAt,
            IsRetrospective = true,
            Updates = [.. Timeline(@event, updates, componentIds)],
        };
    }

    /// <summary>
    /// A past change needs at least two updates. One that has only its end gets an opening update without text.
    /// </summary>
    private static IReadOnlyList<HistoryUpdate> WithOpening(HistoryChange @event) =>
        @event.Updates.Count > 1
            ? @event.Updates
            :
            [
                new HistoryUpdate(
                    Math.Min(@event.StartedAt, @event.Updates[0].At),
                    ChangeStatuses.First(@event.Type),
                    ""
                ),
                @event.Updates[0],
            ];

    /// <summary>
    /// The first and the terminal updates always set the components' status; updates between only when it changes.
    /// </summary>
    private static IEnumerable<UpdateFields> Timeline(
        HistoryChange @event,
        IReadOnlyList<HistoryUpdate> updates,
        IReadOnlyList<string> componentIds
    )
    {
        var status = ChangeStatuses.First(@event.Type);
        ComponentStatus? last = null;
        foreach (var update in updates)
        {
            status = update.Status ?? status;
            var now = During(@event.Impact, status);
            var isSet = now != last || update.Status?.IsTerminal() == true;
            last = now;
            yield return new UpdateFields
            {
                AtSeconds = update.At,
                Status = update.Status,
                Description = update.Message,
                ComponentChanges = isSet
                    ? [.. componentIds.Select(id => new ComponentChangeFields { ComponentId = id, Status = now })]
                    : null,
            };
        }
    }

    private static ComponentStatus During(HistoryImpact impact, ChangeStatus status) =>
        (impact, status) switch
        {
            (_, ChangeStatus.Resolved or ChangeStatus.Completed or ChangeStatus.Scheduled) =>
                ComponentStatus.Operational,
            (HistoryImpact.Minor, _) => ComponentStatus.Degraded,
            (HistoryImpact.Major, _) => ComponentStatus.PartialOutage,
            (HistoryImpact.Critical, _) => ComponentStatus.FullOutage,
            (HistoryImpact.Maintenance, _) => ComponentStatus.UnderMaintenance,
            _ => ComponentStatus.Operational,
        };
}
