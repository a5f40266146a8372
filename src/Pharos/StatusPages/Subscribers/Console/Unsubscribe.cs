using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary>
/// Ends a subscription after confirmation: <c>/console/pages/{page_id}/subscribers/{subscriber_id}/remove</c>
/// </summary>
internal static class Unsubscribe
{
    public static readonly ConsoleForm<(PageContext Page, long SubscriberId)> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = async (request, db) =>
            (
                await PageContext.Find(request, db),
                Validate.IdText((string)request.Http.Request.RouteValues["subscriberId"]!, "subscriber_id")
            ),
        Page = Page,
        Submit = async (asked, _, op) =>
        {
            await RemoveSubscriber.Info.Run(new RemovedSubscriber(asked.Page.PageId, asked.SubscriberId), op);
            return asked.Page.Path + "/subscribers";
        },
        Notice = new("removed", SubscribersTexts.SubscriberRemoved),
    };

    private static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        (PageContext Page, long SubscriberId) asked,
        Form form
    )
    {
        var (page, id) = asked;
        var name = await db
            .Subscribers.Where(s => s.PageId == page.PageId && s.SubscriberId == id)
            .Select(s =>
                db.Members.Where(m => m.MemberId == s.MemberId).Select(m => m.Name).FirstOrDefault() ?? s.Recipient
            )
            .SingleOrDefaultAsync(request.Cancel)
            ?? throw Errors.NotFound("subscriber_id");
        return request.Page<UnsubscribePage>(
            form.Status,
            (nameof(UnsubscribePage.Page), page),
            (nameof(UnsubscribePage.SubscriberId), id),
            (nameof(UnsubscribePage.Name), name)
        );
    }
}
