using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.StatusPages.Changes.Timeline;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Corrects the text or the time of an entry: <c>/console/pages/{page_id}/events/{change_id}/updates/{update_id}</c>
/// </summary>
internal static class EditUpdate
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var opened = await ChangeContext.Find(request, db);
        var entry = opened.Entry(request);
        return Page(
            request,
            opened,
            entry,
            new Form { ["message"] = entry.Description, ["at"] = LocalTime.Text(entry.AtSeconds, request.Zone) }
        );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var opened = await ChangeContext.Find(request, db);
        var entry = opened.Entry(request);
        var form = Form.From(request, "message", "at");
        try
        {
            var at = LocalTime.Read(form["at"], request.Zone, "at_seconds") ?? throw Errors.Missing("at_seconds");
            var op = request.Operation(db);
            await using var write = await op.BeginWrite();
            await write.LockPage(request.Caller.AccountId, opened.Page.PageId, request.Cancel);
            if (request.Field(ConcurrencyToken.Field) != SeenOf(entry))
            {
                form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
                form.SetConflict("message", entry.Description);
                form.SetConflict("at", LocalTime.Text(entry.AtSeconds, request.Zone));
                return Page(request, opened, entry, form);
            }

            await UpdateTimeline.Info.Run(
                new UpdateTimelineRequest
                {
                    PageId = opened.Page.PageId,
                    ChangeId = opened.Change.ChangeId,
                    UpdateId = entry.UpdateId,
                    Description = form["message"],
                    // To the minute as typed; to the second where it was left.
                    AtSeconds = at / 60 == entry.AtSeconds / 60 ? null : at,
                },
                op.Within(write)
            );
            await write.Commit(request.Cancel);
            return request.See($"{opened.Address}?done=entry-edited");
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("description", "message", PublishTexts.EventMessage),
                    ("at_seconds", "at", ChangeTexts.EventAt)
                )
            )
        {
            return Page(request, opened, entry, form);
        }
    }

    public static string SeenOf(UpdateItem entry) =>
        ConcurrencyToken.Create(entry.UpdateId, entry.Description, entry.AtSeconds);

    private static IResult Page(ConsoleRequest request, ChangeContext opened, UpdateItem entry, Form form) =>
        request.Page<EditUpdatePage>(
            form.Status,
            (nameof(EditUpdatePage.Opened), opened),
            (nameof(EditUpdatePage.Entry), entry),
            (nameof(EditUpdatePage.Form), form)
        );
}
