using Microsoft.EntityFrameworkCore;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>
/// Ends a subscription: <c>{page}/unsubscribe/{token}</c>. A POST ends it at once, whatever its body: mail programs
/// send <c>List-Unsubscribe=One-Click</c> (RFC 8058). One that has ended has ended, however often that is asked for.
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
        await using var write = await request.BeginWrite();
        // Who is changing it at this moment must not write it anew.
        await write.LockSubscribers(request.Page.AccountId, pageId, request.Cancel);
        // Its deliveries go with it; nobody may be at them.
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
