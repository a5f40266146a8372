using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Importing;

/// <summary>
/// Maps a change of a history file to a request that creates it. No I/O. <c>docs/import.md</c> describes the rules.
/// </summary>
public static class HistoryMapping
{
    /// <param name="change">Validated.</param>
    /// <param name="pageId">The page to create the change on.</param>
    /// <param name="componentIds">The affected components; not empty.</param>
    public static CreateChangeRequest ToRequest(HistoryChange change, long pageId, IReadOnlyList<string> componentIds)
    {
        var updates = WithOpening(change);
        var last = updates[^1];
        return new CreateChangeRequest
        {
            PageId = pageId,
            SourceId = change.Id,
            Type = change.Type,
            Title = change.Title,
            Description = updates.Select(u => u.Message).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))
                ?? change.Title,
            Status = updates.Last(u => u.Status is not null).Status,
            StartAtSeconds = change.StartedAt,
            CloseAtSeconds = End(change, last),
            IsRetrospective = true,
            Updates = [.. Timeline(change, updates, componentIds)],
        };
    }

    /// <summary>
    /// The handler defaults to the last update's time, and rejects an end that is not after the start. A postmortem
    /// does not move the end.
    /// </summary>
    private static long? End(HistoryChange change, HistoryUpdate last) =>
        change.ResolvedAt == last.At ? null
        : change.ResolvedAt > change.StartedAt ? change.ResolvedAt
        : last.Status is null ? change.StartedAt + 1
        : null;

    /// <summary>
    /// A past change needs at least two updates. One that has only its end gets an opening update without text.
    /// </summary>
    private static IReadOnlyList<HistoryUpdate> WithOpening(HistoryChange change) =>
        change.Updates.Count > 1
            ? change.Updates
            :
            [
                new HistoryUpdate(
                    Math.Min(change.StartedAt, change.Updates[0].At),
                    ChangeStatuses.First(change.Type),
                    ""
                ),
                change.Updates[0],
            ];

    /// <summary>
    /// The first and the terminal updates always set the components' status; updates between only when it changes.
    /// </summary>
    private static IEnumerable<UpdateFields> Timeline(
        HistoryChange change,
        IReadOnlyList<HistoryUpdate> updates,
        IReadOnlyList<string> componentIds
    )
    {
        var status = ChangeStatuses.First(change.Type);
        ComponentStatus? last = null;
        foreach (var update in updates)
        {
            status = update.Status ?? status;
            var now = During(change.Impact, status);
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
