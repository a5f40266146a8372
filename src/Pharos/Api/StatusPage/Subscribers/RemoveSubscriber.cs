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
    public static readonly Operation<RemovedSubscriber, Nothing> Info =
        new("Remove a subscriber", Handle)
        {
            Permission = Permissions.StatusPagesManage,
            Audit = new("subscriber:write:delete") { IsDangerous = true },
        };

    private static async Task<Nothing> Handle(RemovedSubscriber request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, subscriberId) = request;
        await using var write = await op.BeginWrite(Info, request);
        await write.LockSubscribers(caller.AccountId, pageId, cancel);
        write.About((await PageReader.Find(db, caller, pageId, cancel)).Name);
        if (await db.Subscribers.Where(s => s.SubscriberId == subscriberId && s.PageId == pageId).ExecuteDeleteAsync(cancel) == 0)
            throw Problem.NotFound("subscriber_id");
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}

/// <summary>Which subscription was ended, for the audit log: not whose, who is to be gone.</summary>
internal sealed record RemovedSubscriber(long PageId, long SubscriberId);
