using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Pages;
using Pharos.Storage;

namespace Pharos.Api.StatusPage.Subscribers;

/// <summary>
/// Ends somebody's subscription on their behalf. For the console alone: the Open API has no operation for it. What waits to be sent to them goes
/// with it.
/// </summary>
internal static class RemoveSubscriber
{
    /// <exception cref="ApiException">Without <see cref="Permissions.StatusPagesManage"/>, or nobody of that ID is subscribed to this page of the account.</exception>
    public static async Task Handle(long pageId, long subscriberId, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.Demand(Permissions.StatusPagesManage);
        await using var write = await writes.Begin(db, caller, AuditedOperations.SubscriberDelete, new RemovedSubscriber(pageId, subscriberId), cancel);
        await write.LockSubscribers(caller.AccountId, pageId, cancel);
        write.About((await PageReader.Find(db, caller, pageId, cancel)).Name);
        if (await db.Subscribers.Where(s => s.SubscriberId == subscriberId && s.PageId == pageId).ExecuteDeleteAsync(cancel) == 0)
            throw Problem.NotFound("subscriber_id");
        await write.Commit(cancel);
    }
}

/// <summary>Which subscription was ended, for the audit log: not whose, who is to be gone.</summary>
internal sealed record RemovedSubscriber(long PageId, long SubscriberId);
