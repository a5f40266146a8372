using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Following;

/// <summary>
/// Follows an internal page of the member's account, changes what is followed of it, or ends that. From the console.
/// </summary>
internal static class UpdatePageSubscription
{
    public static readonly Operation<FollowChoice, FollowResult> Follow = new("Follow a page", FollowPage)
    {
        Audit = new(OperationTexts.SubscriptionWriteFollow),
    };

    public static readonly Operation<FollowChoice, FollowResult> Unfollow = new("Stop following a page", UnfollowPage)
    {
        Audit = new(OperationTexts.SubscriptionWriteUnfollow),
    };

    private static async Task<FollowResult> UnfollowPage(FollowChoice request, OperationContext op)
    {
        await using var write = await op.BeginWrite(Unfollow, new FollowChoice { PageId = request.PageId });
        await write.LockInstallation(op.Cancel);
        write.SetAuditTarget(await PageName(op, request.PageId!.Value));
        if (await MemberSubscription.Find(op, request.PageId.Value) is { } row)
            op.Db.Subscribers.Remove(row);
        await write.Commit(op.Cancel);
        return FollowResult.Done;
    }

    private static async Task<FollowResult> FollowPage(FollowChoice request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, all) = (request.PageId!.Value, request.All == true);
        await using var write = await op.BeginWrite(Follow, request);
        await write.LockInstallation(cancel);
        write.SetAuditTarget(await PageName(op, pageId));
        var row = await MemberSubscription.Find(op, pageId);
        var sections = all ? [] : await Sections(op, pageId, request.SectionIds ?? []);
        var components = all ? [] : await Components(op, pageId, request.ComponentIds ?? []);
        List<string> changes =
            all || row is null
                ? []
                : [.. row.Changes.Select(c => Text(c.ChangeId)).Intersect(request.KeptChangeIds ?? [])];
        var own = await db.Webhooks.Where(h => h.MemberId == caller.MemberId).Select(h => h.HookId).ToListAsync(cancel);
        var hooks = request.HookIds ?? [];
        if (hooks.Except(own).Any())
            throw Errors.NotFound("hook_ids");
        if (!all && sections.Count + components.Count + changes.Count == 0)
            return FollowResult.NothingChosen;
        if (own.Count == 0)
            return FollowResult.NoHook;

        row ??= MemberSubscription.Add(op, pageId);
        (row.All, row.UpdatedAt, row.Locale) = (all, op.Clock.Seconds(), op.Language.Locale);
        row.Changes.RemoveAll(c => !changes.Contains(Text(c.ChangeId)));
        Set(
            row.Components,
            components,
            c => c.ComponentId,
            id => new SubscriberComponentRow { SubscriberId = row.SubscriberId, ComponentId = id }
        );
        Set(
            row.Sections,
            sections,
            s => s.SectionId,
            id => new SubscriberSectionRow { SubscriberId = row.SubscriberId, SectionId = id }
        );
        await db.SubscriberHooks.Where(h => h.SubscriberId == row.SubscriberId).ExecuteDeleteAsync(cancel);
        db.SubscriberHooks.AddRange(
            hooks.Select(id => new SubscriberHookRow { SubscriberId = row.SubscriberId, HookId = id })
        );
        await write.Commit(cancel);
        return FollowResult.Done;
    }

    private static async Task<string> PageName(OperationContext op, long pageId) =>
        await MemberSubscription
            .Pages(op)
            .Where(p => p.PageId == pageId)
            .Select(p => p.Name)
            .SingleOrDefaultAsync(op.Cancel)
        ?? throw Errors.NotFound("page_id");

    private static async Task<IReadOnlyList<string>> Sections(
        OperationContext op,
        long pageId,
        IReadOnlyList<string> ids
    )
    {
        var there = await op
            .Db.Sections.Where(s => s.PageId == pageId && ids.Contains(s.SectionId))
            .CountAsync(op.Cancel);
        return there == ids.Count ? ids : throw Errors.NotFound("section_ids");
    }

    private static async Task<IReadOnlyList<string>> Components(
        OperationContext op,
        long pageId,
        IReadOnlyList<string> ids
    )
    {
        var there = await op
            .Db.Components.Where(c => c.PageId == pageId && c.DeletedAt == null && ids.Contains(c.ComponentId))
            .CountAsync(op.Cancel);
        return there == ids.Count ? ids : throw Errors.NotFound("component_ids");
    }

    private static void Set<T>(List<T> rows, IReadOnlyList<string> wanted, Func<T, string> id, Func<string, T> make)
    {
        rows.RemoveAll(r => !wanted.Contains(id(r)));
        rows.AddRange(wanted.Except(rows.Select(id)).ToList().Select(make));
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
