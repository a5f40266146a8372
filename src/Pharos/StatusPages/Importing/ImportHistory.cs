using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Importing;

/// <summary>
/// Brings the events of a history file onto a page, all or none, and those that are there already not again.
/// </summary>
internal static class ImportHistory
{
    /// <exception cref="HistoryException">An event is refused: names its line.</exception>
    public static readonly Operation<ImportHistoryRequest, ImportResult> Info = new(
        "Import the history of a page",
        Handle
    )
    {
        Permission = Permissions.StatusPagesEventsManage,
        Audit = new(OperationTexts.HistoryWriteImport) { Record = typeof(ImportedHistory) },
    };

    private static async Task<ImportResult> Handle(ImportHistoryRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (events, pageId, otherComponent, done) = request;
        await using var write = await op.BeginWrite(Info, new ImportedHistory(pageId, events.Count, otherComponent));
        write.SetAuditTarget((await PageReader.Lock(db, write, caller, pageId, cancel)).Name);
        var there = await db
            .Changes.Where(c => c.PageId == pageId && c.SourceId != null)
            .Select(c => c.SourceId!)
            .ToHashSetAsync(StringComparer.Ordinal, cancel);
        var missing = events.Where(e => !there.Contains(e.Id)).ToList();
        var (components, created) = await Components(missing, pageId, otherComponent, op.Within(write));
        var count = events.Count - missing.Count;
        foreach (var @event in missing)
        {
            try
            {
                List<string> ids = [.. Names(@event, otherComponent).Select(name => components[name])];
                await CreateChange.Info.Run(HistoryMapping.ToRequest(@event, pageId, ids), op.Within(write));
            }
            catch (ApiException refusal)
            {
                throw new HistoryException([$"line {@event.Line}: {refusal.Message}"]);
            }

            // What is saved need not be watched any longer: looking through it again at each save would be most of the
            // work.
            db.ChangeTracker.Clear();
            done(++count);
        }

        await write.Commit(cancel);
        return new ImportResult(missing.Count, events.Count - missing.Count, created);
    }

    /// <summary>
    /// The IDs of the components that the events name, by name; those that are not on the page are made.
    /// </summary>
    private static async Task<(Dictionary<string, string> Ids, int Created)> Components(
        IReadOnlyList<HistoryChange> events,
        long pageId,
        string otherComponent,
        OperationContext op
    )
    {
        var (db, _, cancel) = op;
        var ids = await db
            .Components.Where(c => c.PageId == pageId && c.DeletedAt == null)
            .ToDictionaryAsync(c => c.Name, c => c.ComponentId, StringComparer.Ordinal, cancel);
        // A component was there when it is first heard of, and its uptime counts from then.
        List<(string Name, long Since)> wanted =
        [
            .. events
                .SelectMany(e =>
                    Names(e, otherComponent).Select(name => (Name: name, At: Math.Min(e.StartedAt, e.Updates[0].At)))
                )
                .Where(c => !ids.ContainsKey(c.Name))
                .GroupBy(c => c.Name, StringComparer.Ordinal)
                .Select(g => (g.Key, g.Min(c => c.At))),
        ];
        foreach (var some in wanted.Chunk(1000))
        {
            var request = new UpsertComponentsRequest
            {
                PageId = pageId,
                Components =
                [
                    .. some.Select(c => new ComponentFields { Name = c.Name, AvailableSinceSeconds = c.Since }),
                ],
            };
            var made = await UpsertComponents.Info.Run(request, op);
            for (var i = 0; i < some.Length; i++)
                ids.Add(some[i].Name, made.ComponentIds[i]);
        }

        return (ids, wanted.Count);
    }

    private static IReadOnlyList<string> Names(HistoryChange @event, string otherComponent) =>
        @event.Components.Count > 0 ? @event.Components : [otherComponent];
}

/// <param name="Events">Checked, with IDs of their own.</param>
/// <param name="OtherComponent">The component of events that name none.</param>
/// <param name="Done">Called after each event with the number of events done.</param>
internal sealed record ImportHistoryRequest(
    IReadOnlyList<HistoryChange> Events,
    long PageId,
    string OtherComponent,
    Action<int> Done
);

/// <summary>What an import did.</summary>
/// <param name="AlreadyThere">Events that an earlier import had brought.</param>
internal sealed record ImportResult(int Imported, int AlreadyThere, int ComponentsCreated);

/// <summary>What the audit log tells of an import.</summary>
internal sealed record ImportedHistory(long PageId, int Events, string OtherComponent);
