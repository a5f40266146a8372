using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary>
/// Ends a subscription after confirmation: <c>/console/pages/{page_id}/subscribers/{subscriber_id}/remove</c>
/// </summary>
internal static class Unsubscribe
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var id = SubscriberId(request);
        var name = await db
            .Subscribers.Where(s => s.PageId == page.PageId && s.SubscriberId == id)
            .Select(s =>
                db.Members.Where(m => m.MemberId == s.MemberId).Select(m => m.Name).FirstOrDefault() ?? s.Recipient
            )
            .SingleOrDefaultAsync(request.Cancel)
            ?? throw Errors.NotFound("subscriber_id");
        return request.Page<UnsubscribePage>(
            StatusCodes.Status200OK,
            (nameof(UnsubscribePage.Page), page),
            (nameof(UnsubscribePage.SubscriberId), id),
            (nameof(UnsubscribePage.Name), name)
        );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        await RemoveSubscriber.Info.Run(
            new RemovedSubscriber(page.PageId, SubscriberId(request)),
            request.Operation(db)
        );
        return request.See(page.Path + "/subscribers?done=removed");
    }

    private static long SubscriberId(ConsoleRequest request) =>
        Validate.IdText((string)request.Http.Request.RouteValues["subscriberId"]!, "subscriber_id");
}
