using Pharos.Http;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Following;

/// <summary>Follows one event of an internal page, or ends that. From the console.</summary>
internal static class UpdateChangeSubscription
{
    public static readonly Operation<FollowChoice, FollowResult> Follow = new("Follow an event", FollowChange)
    {
        Audit = UpdatePageSubscription.Follow.Audit,
    };

    public static readonly Operation<FollowChoice, FollowResult> Unfollow = new(
        "Stop following an event",
        UnfollowEvent
    )
    {
        Audit = UpdatePageSubscription.Unfollow.Audit,
    };

    private static async Task<FollowResult> FollowChange(FollowChoice request, OperationContext op)
    {
        await using var write = await op.BeginWrite(Follow, request);
        await write.LockInstallation(op.Cancel);
        var (page, change) = await MemberSubscription.Change(op, request.ChangeId!.Value);
        var row = await MemberSubscription.Find(op, page.PageId);
        if ((await MemberSubscription.Hooks(op)).Count == 0)
            return FollowResult.NoHook;
        row ??= MemberSubscription.Add(op, page.PageId);
        // A member who follows the whole page follows this event too.
        if (!row.All && row.Changes.TrueForAll(c => c.ChangeId != change.ChangeId))
            row.Changes.Add(new SubscriberChangeRow { SubscriberId = row.SubscriberId, ChangeId = change.ChangeId });
        write.SetAuditTarget(change.Title);
        await write.Commit(op.Cancel);
        return FollowResult.Done;
    }

    private static async Task<FollowResult> UnfollowEvent(FollowChoice request, OperationContext op)
    {
        await using var write = await op.BeginWrite(Unfollow, request);
        await write.LockInstallation(op.Cancel);
        var (page, change) = await MemberSubscription.Change(op, request.ChangeId!.Value);
        var row = await MemberSubscription.Find(op, page.PageId);
        row?.Changes.RemoveAll(c => c.ChangeId == change.ChangeId);
        // A subscription that follows nothing is removed.
        if (row is { All: false, Changes.Count: 0, Components.Count: 0, Sections.Count: 0 })
            op.Db.Subscribers.Remove(row);
        write.SetAuditTarget(change.Title);
        await write.Commit(op.Cancel);
        return FollowResult.Done;
    }
}
