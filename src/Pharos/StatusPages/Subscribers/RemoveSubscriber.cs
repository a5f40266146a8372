using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// Ends a subscription on the subscriber's behalf, with everything that waits to be sent. Console only: the API has no
/// such operation.
/// </summary>
internal static class RemoveSubscriber
{
    public static readonly Operation<RemovedSubscriber, EmptyResponse> Info = new("Remove a subscriber", Handle)
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.SubscriberWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(RemovedSubscriber request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, subscriberId) = request;
        await using var write = await op.BeginWrite(Info, request);
        await write.LockSubscribers(caller.AccountId, pageId, cancel);
        write.SetAuditTarget((await PageReader.Find(db, caller, pageId, cancel)).Name);
        if (
            await db
                .Subscribers.Where(s => s.SubscriberId == subscriberId && s.PageId == pageId)
                .ExecuteDeleteAsync(cancel) == 0
        )
            throw Errors.NotFound("subscriber_id");
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <summary>The ended subscription, for the audit log; without the address, which must be erased.</summary>
internal sealed record RemovedSubscriber(long PageId, long SubscriberId);
