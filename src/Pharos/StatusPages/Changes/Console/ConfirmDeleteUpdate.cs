using Pharos.Kernel;
using Pharos.StatusPages.Changes.Timeline;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Confirms, showing the consequences, and deletes an update:
/// <c>/console/pages/{page_id}/events/{change_id}/updates/{update_id}/delete</c>
/// </summary>
internal static class ConfirmDeleteUpdate
{
    public static readonly ConsoleForm<EntryContext> Form = new()
    {
        Permission = Permissions.StatusPagesEventsManage,
        Lock = PageContext.Lock,
        Find = EntryContext.Find,
        Version = entry => entry.Opened.Revision,
        Conflict = ChangeTexts.EventConflict,
        TakeError = TakeError,
        Page = (request, _, entry, form) =>
            Task.FromResult(
                request.Page<DeleteUpdatePage>(
                    form.Status,
                    (nameof(DeleteUpdatePage.Opened), entry.Opened),
                    (nameof(DeleteUpdatePage.Entry), entry.Entry),
                    (nameof(DeleteUpdatePage.Form), form)
                )
            ),
        Submit = async (entry, _, op) =>
        {
            await DeleteTimeline.Info.Run(
                new DeleteTimelineRequest
                {
                    PageId = entry.Opened.Page.PageId,
                    ChangeId = entry.Opened.Change.ChangeId,
                    UpdateId = entry.Entry.UpdateId,
                },
                op
            );
            return entry.Opened.Address;
        },
        Notice = new("entry-deleted", ChangeTexts.EntryDeleted),
    };

    /// <summary>The form has no fields: what is wrong is said above it.</summary>
    private static bool TakeError(ApiException error, EntryContext entry, Form form, ConsoleLocalizer texts)
    {
        if (!form.Takes(error, texts, ("update_id", "entry", ChangeTexts.EntryLabel)))
            return false;
        form.Says ??= form.Wrong("entry");
        return true;
    }
}
