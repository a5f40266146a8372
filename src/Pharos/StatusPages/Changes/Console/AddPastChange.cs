using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Records a past change, with its whole timeline in one form: <c>/console/pages/{page_id}/events/past</c>
/// </summary>
internal static class AddPastChange
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var page = await PageContext.Find(request, db);
        var type = WireName<ChangeType>.TryParse(request.Query("type"), out var asked) ? asked : ChangeType.Incident;
        return Page(request, page, await PageComponents.Read(db, page.PageId, request.Cancel), PastDraft.Blank(type));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var page = await PageContext.Find(request, db);
        var components = await PageComponents.Read(db, page.PageId, request.Cancel);
        var draft = PastDraft.Read(request, components);
        switch (request.Field("do").Split(':'))
        {
            case ["add"]:
                return Page(request, page, components, draft.WithOneMore());
            case ["remove", var which]
                when int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var entry):
                return Page(request, page, components, draft.Without(entry));
        }

        try
        {
            var change = draft.ToRequest(page.PageId, request.Zone);
            var op = request.Operation(db);
            await using var write = await op.BeginWrite();
            var made = await CreateChange.Info.Run(change, op.Within(write));
            if (draft.Form.Has("count") && request.May(Permissions.StatusPagesManage))
                await CountFrom(change, op.Within(write));
            await write.Commit(request.Cancel);
            return request.See(ChangeAddress.For(page.PageId, made.ChangeId), PublishChange.Published);
        }
        catch (ApiException error) when (draft.Form.Takes(error, request.Texts, Fields(draft)))
        {
            db.ChangeTracker.Clear();
            return Page(request, page, components, draft);
        }
    }

    /// <summary>
    /// Lets the uptime of the affected components count from the start of the change, if it counts from a later time:
    /// otherwise the change is listed, but changes no figure.
    /// </summary>
    private static async Task CountFrom(CreateChangeRequest change, OperationContext op)
    {
        var start = change.StartAtSeconds!.Value;
        var ids = change
            .Updates!.SelectMany(u => u!.ComponentChanges ?? [])
            .Select(c => c!.ComponentId!)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var younger = await op
            .Db.Components.AsNoTracking()
            .Where(c => ids.Contains(c.ComponentId) && c.AvailableSinceSeconds > start)
            .Select(c => new ComponentFields
            {
                ComponentId = c.ComponentId,
                Name = c.Name,
                AvailableSinceSeconds = start,
            })
            .ToListAsync(op.Cancel);
        if (younger.Count > 0)
            await UpsertComponents.Info.Run(
                new UpsertComponentsRequest { PageId = change.PageId, Components = [.. younger] },
                op
            );
    }

    private static (string Wire, string Field, TextKey Label)[] Fields(PastDraft draft) =>
        [
            .. Enumerable
                .Range(0, draft.Entries)
                .SelectMany(i =>
                    ((string, string, TextKey)[])
                        [
                            ($"updates[{i}].at_seconds", PastDraft.At(i), ChangeTexts.EventAt),
                            ($"updates[{i}].status", PastDraft.Status(i), PublishTexts.EventStatus),
                            ($"updates[{i}].description", PastDraft.Message(i), PublishTexts.EventMessage),
                            ($"updates[{i}].component_changes", PastDraft.Prefix(i), PublishTexts.EventComponents),
                        ]
                ),
            ("title", "title", PublishTexts.EventTitle),
            ("description", PastDraft.Message(0), PublishTexts.EventMessage),
            ("start_at", PastDraft.At(0), ChangeTexts.EventAt),
            ("status", PastDraft.Status(draft.Entries - 1), PublishTexts.EventStatus),
        ];

    private static IResult Page(ConsoleRequest request, PageContext page, PageComponents components, PastDraft draft) =>
        request.Page<PastChangePage>(
            draft.Form.Status,
            (nameof(PastChangePage.Page), page),
            (nameof(PastChangePage.Components), components),
            (nameof(PastChangePage.Draft), draft)
        );
}
