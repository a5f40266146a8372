using Microsoft.EntityFrameworkCore;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>
/// Ends a subscription: <c>{page}/unsubscribe/{token}</c>. A POST with any body ends it at once, because mail clients
/// send <c>List-Unsubscribe=One-Click</c> (RFC 8058). Repeated requests succeed.
/// </summary>
internal static class Unsubscribe
{
    public static async Task Show(SubscribingRequest request)
    {
        if (await request.Subscriber() is { } subscriber)
            await request.Answer<UnsubscribeView>(
                StatusCodes.Status200OK,
                (nameof(UnsubscribeView.Subscriber), subscriber)
            );
        else
            await Ended(request);
    }

    public static async Task Handle(SubscribingRequest request)
    {
        var (token, pageId) = (request.Token, request.Page.PageId);
        // Checked before the locks, so that requests without a valid link cost little.
        if (!await request.HasSubscriber())
        {
            await Ended(request);
            return;
        }

        await using var write = await request.BeginWrite();
        // A concurrent edit must not recreate the row.
        await write.LockSubscribers(request.Page.AccountId, pageId, request.Cancel);
        // Its deliveries are deleted too, so none of them may be in progress.
        await write.LockDeliveries(request.Cancel);
        await request
            .Db.Subscribers.Where(s => s.Token == token && s.PageId == pageId && s.Method == SubscriptionMethod.Email)
            .ExecuteDeleteAsync(request.Cancel);
        await write.Commit(request.Cancel);
        await Ended(request);
    }

    private static Task Ended(SubscribingRequest request) =>
        request.Answer<SubscriptionResultView>(
            StatusCodes.Status200OK,
            (nameof(SubscriptionResultView.Title), request.T[SiteTexts.LeftTitle]),
            (nameof(SubscriptionResultView.Says), request.T.Fill(SiteTexts.LeftText, request.Page.Name)),
            (nameof(SubscriptionResultView.Again), request.T[SiteTexts.SubscribeAgain])
        );
}
