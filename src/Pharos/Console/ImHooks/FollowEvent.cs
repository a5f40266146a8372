using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Envelope;
using Pharos.Api.ImHooks;
using Pharos.InternalSite;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Console.ImHooks;

/// <summary>Follows one event of an internal page, and ends that: <c>/console/account/im-hooks/events/{change_id}</c>. The event's page leads here.</summary>
internal static class FollowEvent
{
    public static string Address(long changeId) => string.Create(CultureInfo.InvariantCulture, $"{ShowImHooks.Path}/events/{changeId}");

    public static Task<IResult> Show(ConsoleRequest request, StatusDb db) => Page(request, db, null);

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        var follow = request.Field("do") == "follow";
        var choice = new FollowChoice { ChangeId = ChangeId(request) };
        var operation = follow ? ChangeEventSubscription.Follow : ChangeEventSubscription.Unfollow;
        return await operation.Run(choice, request.Operation(db)) == FollowResult.NoHook
            ? await Page(request, db, request.Texts["FollowNeedsHook"])
            : request.See(Address(choice.ChangeId.Value) + (follow ? "?done=followed" : "?done=unfollowed"));
    }

    private static async Task<IResult> Page(ConsoleRequest request, StatusDb db, string? wrong)
    {
        var op = request.Operation(db);
        var (page, change) = await MemberSubscription.Change(op, ChangeId(request));
        var row = await MemberSubscription.Find(op, page.PageId);
        var hooks = await MemberSubscription.Hooks(op);
        var chosen = row is null ? [] : await db.SubscriberHooks.Where(h => h.SubscriberId == row.SubscriberId).Select(h => h.HookId).ToListAsync(request.Cancel);
        var kind = row is null ? EventFollowing.Not : row.All ? EventFollowing.WithAll : row.Changes.Exists(c => c.ChangeId == change.ChangeId) ? EventFollowing.Itself : EventFollowing.Not;
        var shown = new FollowableEvent(
            change.ChangeId, change.Title, string.Create(CultureInfo.InvariantCulture, $"{InternalSiteApi.Path}/{page.UrlName}/events/{change.ChangeId}"), page.Name, kind,
            [.. hooks.Where(h => chosen.Count == 0 || chosen.Contains(h.HookId)).Select(h => h.Name)]);
        var done = request.Query("done") switch
        {
            "followed" when kind == EventFollowing.Itself => request.Texts["FollowEventDone"],
            "unfollowed" when kind == EventFollowing.Not => request.Texts["UnfollowEventDone"],
            _ => null,
        };
        return request.Page<FollowEventPage>(
            wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(FollowEventPage.Event), shown), (nameof(FollowEventPage.Done), done), (nameof(FollowEventPage.Wrong), wrong));
    }

    private static long ChangeId(ConsoleRequest request) => Check.IdText((string)request.Http.Request.RouteValues["changeId"]!, "change_id");
}

/// <summary>An event as it is offered to be followed.</summary>
/// <param name="Address">Where members read it.</param>
/// <param name="Hooks">The names of the hooks that it is or would be told through.</param>
public sealed record FollowableEvent(long ChangeId, string Title, string Address, string PageName, EventFollowing Following, IReadOnlyList<string> Hooks);

/// <summary>Whether a member is told of an event because of the event itself.</summary>
public enum EventFollowing
{
    Not,
    Itself,

    /// <summary>With the whole page.</summary>
    WithAll,
}
