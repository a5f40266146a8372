using Pharos.Kernel;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.StatusPages.Changes.Timeline;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Corrects the text or time of an update: <c>/console/pages/{page_id}/events/{change_id}/updates/{update_id}</c>
/// </summary>
internal static class EditUpdate
{
    public static readonly ConsoleForm<EntryContext> Form = new()
    {
        Permission = Permissions.StatusPagesEventsManage,
        Lock = PageContext.Lock,
        Find = EntryContext.Find,
        Fields =
        [
            new("message", PublishTexts.EventMessage, entry => entry.Entry.Description) { WireNames = ["description"] },
            new("at", ChangeTexts.EventAt, entry => LocalTime.Text(entry.Entry.AtSeconds, entry.Zone))
            {
                WireNames = ["at_seconds"],
            },
            new(LocalTime.MomentField("at"), ChangeTexts.EventAt, entry =>
                LocalTime.MomentOf(LocalTime.Text(entry.Entry.AtSeconds, entry.Zone), entry.Entry.AtSeconds)
            ),
        ],
        Version = entry => entry.Entry.AtSeconds,
        Check = (_, _, entry, form) =>
        {
            // Without a time, the operation does not run and cannot check the message.
            var errors = new FieldErrors();
            errors.Check(() => At(entry, form));
            errors.Check(() => Validate.Text(form["message"], "description"));
            errors.ThrowIfAny();
            return Task.CompletedTask;
        },
        Page = (request, _, entry, form) =>
            Task.FromResult(
                request.Page<EditUpdatePage>(
                    form.Status,
                    (nameof(EditUpdatePage.Opened), entry.Opened),
                    (nameof(EditUpdatePage.Entry), entry.Entry),
                    (nameof(EditUpdatePage.Form), form)
                )
            ),
        Submit = async (entry, form, op) =>
        {
            var at = At(entry, form);
            await UpdateTimeline.Info.Run(
                new UpdateTimelineRequest
                {
                    PageId = entry.Opened.Page.PageId,
                    ChangeId = entry.Opened.Change.ChangeId,
                    UpdateId = entry.Entry.UpdateId,
                    Description = form["message"],
                    AtSeconds = at == entry.Entry.AtSeconds ? null : at,
                },
                op
            );
            return entry.Opened.Address;
        },
        Notice = new("entry-edited", ChangeTexts.EntryEdited),
    };

    private static long At(EntryContext entry, Form form) =>
        LocalTime.Read(form, "at", entry.Zone, "at_seconds") ?? throw Errors.Missing("at_seconds");
}
