using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Changes.Timeline;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Confirms, showing the consequences, and deletes an update:
/// <c>/console/pages/{page_id}/events/{change_id}/updates/{update_id}/delete</c>
/// </summary>
internal static class ConfirmDeleteUpdate
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        return Page(request, await ChangeContext.Find(request, db), new Form());
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var opened = await ChangeContext.Find(request, db);
        var form = new Form();
        try
        {
            var op = request.Operation(db);
            await using var write = await op.BeginWrite();
            await write.LockPage(request.Caller.AccountId, opened.Page.PageId, request.Cancel);
            if (await ChangeContext.IsChanged(request, db, opened.Change.ChangeId))
            {
                form.Says = request.Texts[ChangeTexts.EventMeanwhile];
                return Page(request, await ChangeContext.Find(request, db), form);
            }

            await DeleteTimeline.Info.Run(
                new DeleteTimelineRequest
                {
                    PageId = opened.Page.PageId,
                    ChangeId = opened.Change.ChangeId,
                    UpdateId = opened.Entry(request).UpdateId,
                },
                op.Within(write)
            );
            await write.Commit(request.Cancel);
            return request.See($"{opened.Address}?done=entry-deleted");
        }
        catch (ApiException error)
            when (form.Takes(error, request.Texts, ("update_id", "entry", ChangeTexts.EntryLabel)))
        {
            form.Says = form.Wrong("entry");
            return Page(request, opened, form);
        }
    }

    private static IResult Page(ConsoleRequest request, ChangeContext opened, Form form) =>
        request.Page<DeleteUpdatePage>(
            form.Status,
            (nameof(DeleteUpdatePage.Opened), opened),
            (nameof(DeleteUpdatePage.Entry), opened.Entry(request)),
            (nameof(DeleteUpdatePage.Form), form)
        );
}
