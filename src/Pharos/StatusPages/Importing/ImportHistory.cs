using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Importing;

/// <summary>
/// Imports the changes of a history file to a page, all or nothing. Skips changes that were imported before.
/// </summary>
internal static class ImportHistory
{
    /// <exception cref="HistoryException">A change is rejected; the message names its line.</exception>
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
        var (changes, pageId, otherComponent, done) = request;
        await using var write = await op.BeginWrite(Info, new ImportedHistory(pageId, changes.Count, otherComponent));
        write.SetAuditTarget((await PageReader.Lock(db, write, caller, pageId, cancel)).Name);
        var there = await db
            .Changes.Where(c => c.PageId == pageId && c.SourceId != null)
            .Select(c => c.SourceId!)
            .ToHashSetAsync(StringComparer.Ordinal, cancel);
        var missing = changes.Where(e => !there.Contains(e.Id)).ToList();
        var (components, created) = await Components(missing, pageId, otherComponent, op.Within(write));
        var count = changes.Count - missing.Count;
        foreach (var change in missing)
        {
            try
            {
                List<string> ids = [.. Names(change, otherComponent).Select(name => components[name])];
                await CreateChange.Info.Run(HistoryMapping.ToRequest(change, pageId, ids), op.Within(write));
            }
            catch (ApiException refusal)
            {
                throw new HistoryException([$"line {change.Line}: {refusal.Message}"]);
            }

            // Stop tracking saved rows: scanning them at each save would be most of the work.
            db.ChangeTracker.Clear();
            done(++count);
        }

        await write.Commit(cancel);
        return new ImportResult(missing.Count, changes.Count - missing.Count, created);
    }

    /// <summary>
    /// Returns the IDs of all components that the changes name, by name. Creates those that are not on the page.
    /// </summary>
    private static async Task<(NameLookup<string> Ids, int Created)> Components(
        IReadOnlyList<HistoryChange> changes,
        long pageId,
        string otherComponent,
        OperationContext op
    )
    {
        var (db, _, cancel) = op;
        var ids = new NameLookup<string>();
        foreach (
            var component in await db
                .Components.Where(c => c.PageId == pageId && c.DeletedAt == null)
                .Select(c => new { c.Name, c.ComponentId })
                .ToListAsync(cancel)
        )
            ids.Add(component.Name, component.ComponentId);
        // A new component exists, and its uptime counts, from the first change that names it.
        List<(string Name, long Since)> wanted =
        [
            .. changes
                .SelectMany(e =>
                    Names(e, otherComponent).Select(name => (Name: name, At: Math.Min(e.StartedAt, e.Updates[0].At)))
                )
                .Where(c => !ids.Contains(c.Name))
                .GroupBy(c => c.Name, NameComparer.Instance)
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

    private static IReadOnlyList<string> Names(HistoryChange change, string otherComponent) =>
        change.Components.Count > 0 ? change.Components : [otherComponent];
}

/// <param name="Changes">Validated, with distinct IDs.</param>
/// <param name="OtherComponent">The component of changes that name none.</param>
/// <param name="Done">Called after each change with the number of changes done.</param>
internal sealed record ImportHistoryRequest(
    IReadOnlyList<HistoryChange> Changes,
    long PageId,
    string OtherComponent,
    Action<int> Done
);

/// <summary>The result of an import.</summary>
/// <param name="AlreadyThere">Changes that were skipped because they were imported before.</param>
internal sealed record ImportResult(int Imported, int AlreadyThere, int ComponentsCreated);

/// <summary>What the audit log records of an import.</summary>
internal sealed record ImportedHistory(long PageId, int Events, string OtherComponent);
