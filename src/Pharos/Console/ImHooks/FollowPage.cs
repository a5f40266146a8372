using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Envelope;
using Pharos.Console.Forms;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Console.ImHooks;

/// <summary>Follows an internal page of the member's account, changes what is followed, or ends it: <c>POST /console/account/im-hooks/follow</c></summary>
internal static class FollowPage
{
    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        var caller = request.Caller;
        var pageId = Check.IdText(request.Field("page_id"), "page_id");
        var (follow, all) = (request.Field("do") != "unfollow", request.Field("scope") != "some");
        await using var write = await request.Writes.Begin(
            db, caller, follow ? AuditedOperations.SubscriptionFollow : AuditedOperations.SubscriptionUnfollow, Choice(request, pageId, follow, all), request.Cancel);
        await write.LockInstallation(request.Cancel);
        write.About(await MemberSubscription.Pages(request, db).Where(p => p.PageId == pageId).Select(p => p.Name).SingleOrDefaultAsync(request.Cancel) ?? throw Problem.NotFound("page_id"));
        var row = await MemberSubscription.Find(request, db, pageId);
        if (!follow)
        {
            if (row is not null)
                db.Subscribers.Remove(row);
            await write.Commit(request.Cancel);
            return request.See(ShowImHooks.Path + "?done=unfollowed");
        }

        var sections = all ? [] : await Sections(request, db, pageId);
        var components = all ? [] : await Components(request, db, pageId);
        // Events are followed from their own pages; here that only ends.
        var events = all || row is null ? [] : row.Changes.Select(c => c.ChangeId.ToString(CultureInfo.InvariantCulture)).Intersect(Many(request, "change_ids")).ToList();
        var own = await db.ImHooks.Where(h => h.MemberId == caller.MemberId).Select(h => h.HookId).ToListAsync(request.Cancel);
        var hooks = Many(request, "hook_ids");
        if (hooks.Except(own).Any())
            throw Problem.NotFound("hook_ids");
        var chosen = new Following(all, [.. sections, .. components, .. events], [.. hooks]);
        if (!all && chosen.Scope.Count == 0)
            return await ShowImHooks.Page(request, db, new Form(), refused: new FollowRefused(pageId, chosen, "scope", request.Texts["FollowNothing"]));
        if (own.Count == 0)
            return await ShowImHooks.Page(request, db, new Form(), refused: new FollowRefused(pageId, chosen, "hook_ids", request.Texts["FollowNeedsHook"]));

        row ??= MemberSubscription.Add(request, db, pageId);
        (row.All, row.UpdatedAt, row.Locale) = (all, request.Clock.Seconds(), request.Texts.Language.Locale);
        row.Changes.RemoveAll(c => !events.Contains(c.ChangeId.ToString(CultureInfo.InvariantCulture)));
        Set(row.Components, components, c => c.ComponentId, id => new SubscriberComponentRow { SubscriberId = row.SubscriberId, ComponentId = id });
        Set(row.Sections, sections, s => s.SectionId, id => new SubscriberSectionRow { SubscriberId = row.SubscriberId, SectionId = id });
        await db.SubscriberHooks.Where(h => h.SubscriberId == row.SubscriberId).ExecuteDeleteAsync(request.Cancel);
        db.SubscriberHooks.AddRange(hooks.Select(id => new SubscriberHookRow { SubscriberId = row.SubscriberId, HookId = id }));
        await write.Commit(request.Cancel);
        return request.See(ShowImHooks.Path + "?done=followed");
    }

    private static FollowChoice Choice(ConsoleRequest request, long pageId, bool follow, bool all) => !follow ? new FollowChoice { PageId = pageId } : new FollowChoice
    {
        PageId = pageId, All = all, SectionIds = all ? null : Many(request, "section_ids"), ComponentIds = all ? null : Many(request, "component_ids"),
        HookIds = Many(request, "hook_ids"),
    };

    private static void Set<T>(List<T> rows, IReadOnlyCollection<string> wanted, Func<T, string> id, Func<string, T> make)
    {
        rows.RemoveAll(r => !wanted.Contains(id(r)));
        rows.AddRange(wanted.Except(rows.Select(id)).ToList().Select(make));
    }

    private static async Task<IReadOnlyCollection<string>> Sections(ConsoleRequest request, StatusDb db, long pageId)
    {
        var ids = Many(request, "section_ids");
        var there = await db.Sections.Where(s => s.PageId == pageId && ids.Contains(s.SectionId)).CountAsync(request.Cancel);
        return there == ids.Count ? ids : throw Problem.NotFound("section_ids");
    }

    private static async Task<IReadOnlyCollection<string>> Components(ConsoleRequest request, StatusDb db, long pageId)
    {
        var ids = Many(request, "component_ids");
        var there = await db.Components.Where(c => c.PageId == pageId && c.DeletedAt == null && ids.Contains(c.ComponentId)).CountAsync(request.Cancel);
        return there == ids.Count ? ids : throw Problem.NotFound("component_ids");
    }

    private static List<string> Many(ConsoleRequest request, string field) =>
        [.. request.Http.Request.Form[field].OfType<string>().Distinct(StringComparer.Ordinal)];
}

/// <summary>A choice that will not do, as it was made.</summary>
/// <param name="Field">Where it is said.</param>
public sealed record FollowRefused(long PageId, Following Chosen, string Field, string Says);
