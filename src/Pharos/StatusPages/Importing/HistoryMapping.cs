using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Importing;

/// <summary>
/// How an event of a history file becomes one of ours. No I/O; the rules are told in <c>docs/import.md</c>.
/// </summary>
public static class HistoryMapping
{
    /// <param name="event">Checked.</param>
    /// <param name="pageId">Where it goes.</param>
    /// <param name="componentIds">The components it is about; not empty.</param>
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
            // The handler takes the last update's time by itself, and refuses an end that is not after the start.
            CloseAtSeconds =
                @event.ResolvedAt == last.At || @event.ResolvedAt <= @event.StartedAt ? null : @event.ResolvedAt,
            IsRetrospective = true,
            Updates = [.. Timeline(@event, updates, componentIds)],
        };
    }

    /// <summary>
    /// A past event has two updates at least, so one that came with its end alone is opened at its start, without
    /// words.
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
    /// The first and the terminal updates always say how the components are; those between, when it changes.
    /// </summary>
    private static IEnumerable<UpdateFields> Timeline(
        HistoryChange @event,
        IReadOnlyList<HistoryUpdate> updates,
        IReadOnlyList<string> componentIds
    )
    {
        var status = ChangeStatuses.First(@event.Type);
        ComponentStatus? said = null;
        foreach (var update in updates)
        {
            status = update.Status ?? status;
            var now = During(@event.Impact, status);
            var says = now != said || update.Status?.IsTerminal() == true;
            said = now;
            yield return new UpdateFields
            {
                AtSeconds = update.At,
                Status = update.Status,
                Description = update.Message,
                ComponentChanges = says
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
