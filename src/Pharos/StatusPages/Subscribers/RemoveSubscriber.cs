using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// Ends somebody's subscription on their behalf. For the console alone: the Open API has no operation for it. What
/// waits to be sent to them goes with it.
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

/// <summary>Which subscription was ended, for the audit log: not whose, who is to be gone.</summary>
internal sealed record RemovedSubscriber(long PageId, long SubscriberId);
