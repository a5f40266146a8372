using Microsoft.EntityFrameworkCore;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Subscribers;
using Pharos.Console.Pages;
using Pharos.Storage;

namespace Pharos.Console.Subscribers;

/// <summary>Asks, and then ends a subscription: <c>/console/pages/{page_id}/subscribers/{subscriber_id}/remove</c></summary>
internal static class EndSubscription
{
    public static async Task<IResult> Show(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await ShownPage.Find(request, db);
        var id = SubscriberId(request);
        var name = await db.Subscribers.Where(s => s.PageId == page.PageId && s.SubscriberId == id)
            .Select(s => db.Members.Where(m => m.MemberId == s.MemberId).Select(m => m.Name).FirstOrDefault() ?? s.Recipient).SingleOrDefaultAsync(request.Cancel) ?? throw Problem.NotFound("subscriber_id");
        return request.Page<EndSubscriptionPage>(
            StatusCodes.Status200OK, (nameof(EndSubscriptionPage.Page), page), (nameof(EndSubscriptionPage.SubscriberId), id), (nameof(EndSubscriptionPage.Name), name));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await ShownPage.Find(request, db);
        await RemoveSubscriber.Info.Run(new RemovedSubscriber(page.PageId, SubscriberId(request)), request.Operation(db));
        return request.See(page.Path + "/subscribers?done=removed");
    }

    private static long SubscriberId(ConsoleRequest request) => Check.IdText((string)request.Http.Request.RouteValues["subscriberId"]!, "subscriber_id");
}
