using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>Confirms a subscription with the emailed link: <c>{page}/subscribe/confirm/{token}</c></summary>
internal static class ConfirmSubscription
{
    public static async Task Show(SubscribingRequest request)
    {
        if (await PendingSubscriptions.Find(request) is not { } pending)
        {
            await Used(request);
            return;
        }

        var scope = await ExistingItems.For(request.Db, request.Page.PageId, pending.Scope(), request.Cancel);
        if (scope.IsEmpty)
            await Dead(request, lost: true);
        else
            await request.Answer<ConfirmView>(
                StatusCodes.Status200OK,
                (nameof(ConfirmView.Token), request.Token),
                (nameof(ConfirmView.Address), pending.Recipient),
                (nameof(ConfirmView.Scope), scope),
                (nameof(ConfirmView.Changes), await request.Changes(scope.ChangeIds))
            );
    }

    public static async Task Handle(SubscribingRequest request)
    {
        var (db, page, cancel, now) = (request.Db, request.Page, request.Cancel, request.Clock.Seconds());
        // Checked before the lock, so that requests without a valid link cost little.
        if (!await PendingSubscriptions.Exists(request))
        {
            await Used(request);
            return;
        }

        await using var write = await request.BeginWrite();
        await write.LockSubscribers(page.AccountId, page.PageId, cancel);
        if (await PendingSubscriptions.Find(request) is not { } pending)
        {
            await Used(request);
            return;
        }

        var address = pending.Recipient;
        var subscribers = db.Subscribers.Where(s =>
            s.PageId == page.PageId && s.Method == SubscriptionMethod.Email && s.Recipient == address
        );
        var known = await subscribers
            .AsNoTracking()
            .Include(s => s.Components)
            .Include(s => s.Sections)
            .Include(s => s.Changes)
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancel);
        var asked = await ExistingItems.For(db, page.PageId, pending.Scope(), cancel);
        db.PendingSubscriptions.Remove(pending);
        if (!asked.IsEmpty)
        {
            var scope = known is null ? asked : known.Scope().With(asked);
            await SubscriberWriter.Put(
                db,
                page.PageId,
                SubscriptionMethod.Email,
                [new NewSubscriber(address, scope, pending.Locale)],
                now,
                cancel
            );
            // The used link leads to the subscription: people open it again from their mailbox.
            if (known is null)
                await subscribers.ExecuteUpdateAsync(set => set.SetProperty(s => s.Token, request.Token), cancel);
            // The link arrived by email, so the address accepts email again.
            await SubscriberQuarantine.Release(subscribers, cancel);
        }

        var token = asked.IsEmpty ? null : await subscribers.Select(s => s.Token).SingleAsync(cancel);
        await write.Commit(cancel);
        if (token is null)
            await Dead(request, lost: true);
        else
            await request.See(ManageSubscription.After(request, token, "confirmed"));
    }

    private static async Task Used(SubscribingRequest request)
    {
        if (await request.Subscriber() is { } subscriber)
            await request.See(ManageSubscription.After(request, subscriber.Token, "confirmed"));
        else
            await Dead(request, lost: false);
    }

    private static Task Dead(SubscribingRequest request, bool lost) =>
        request.Answer<SubscriptionResultView>(
            StatusCodes.Status410Gone,
            (nameof(SubscriptionResultView.Title), request.T[SiteTexts.DeadTitle]),
            (nameof(SubscriptionResultView.Says), lost ? request.T[SiteTexts.DeadLost] : request.T[SiteTexts.DeadText]),
            (nameof(SubscriptionResultView.Again), request.T[SiteTexts.AskAgain])
        );
}
