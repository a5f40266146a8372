using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.InternalSite;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Following.Console;

/// <summary>
/// Follows and unfollows a single change of an internal page: <c>/console/account/im-hooks/events/{change_id}</c>. The
/// change's page links here.
/// </summary>
internal static class FollowChange
{
    public static readonly FormNotice Followed = new("followed", ConsoleTexts.FollowEventDone);
    public static readonly FormNotice Unfollowed = new("unfollowed", ConsoleTexts.UnfollowEventDone);

    public static string Address(long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{ShowWebhooks.Path}/events/{changeId}");

    public static Task<IResult> Show(ConsoleRequest request, PharosDb db) => Page(request, db, null);

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var follow = request.Field("do") == "follow";
        var choice = new FollowChoice { ChangeId = ChangeId(request) };
        var operation = follow ? UpdateChangeSubscription.Follow : UpdateChangeSubscription.Unfollow;
        return await operation.Run(choice, request.Operation(db)) == FollowResult.NoHook
            ? await Page(request, db, request.Texts[ConsoleTexts.FollowNeedsHook])
            : request.See(Address(choice.ChangeId.Value), follow ? Followed : Unfollowed);
    }

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, string? wrong)
    {
        var op = request.Operation(db);
        var (page, change) = await MemberSubscription.Change(op, ChangeId(request));
        var row = await MemberSubscription.Find(op, page.PageId);
        var hooks = await MemberSubscription.Hooks(op);
        var chosen = row is null
            ? []
            : await db
                .SubscriberHooks.Where(h => h.SubscriberId == row.SubscriberId)
                .Select(h => h.HookId)
                .ToListAsync(request.Cancel);
        var kind =
            row is null ? ChangeFollowing.Not
            : row.All ? ChangeFollowing.WithAll
            : row.Changes.Exists(c => c.ChangeId == change.ChangeId) ? ChangeFollowing.Itself
            : ChangeFollowing.Not;
        var shown = new FollowableChange(
            change.ChangeId,
            change.Title,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{InternalSiteApi.Path}/{page.UrlName}/events/{change.ChangeId}"
            ),
            page.Name,
            kind,
            [.. hooks.Where(h => chosen.Count == 0 || chosen.Contains(h.HookId)).Select(h => h.Name)]
        );
        // Not what was done here once and undone elsewhere.
        var still =
            kind == ChangeFollowing.Itself ? Followed
            : kind == ChangeFollowing.Not ? Unfollowed
            : null;
        return request.Page<FollowChangePage>(
            wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(FollowChangePage.Event), shown),
            (nameof(FollowChangePage.IsDone), still is not null && request.Notice == still),
            (nameof(FollowChangePage.Wrong), wrong)
        );
    }

    private static long ChangeId(ConsoleRequest request) =>
        Validate.IdText((string)request.Http.Request.RouteValues["changeId"]!, "change_id");
}

/// <summary>A change that can be followed.</summary>
/// <param name="Address">URL on the internal site.</param>
/// <param name="Hooks">Names of the webhooks that its notifications go to, or would go to.</param>
public sealed record FollowableChange(
    long ChangeId,
    string Title,
    string Address,
    string PageName,
    ChangeFollowing Following,
    IReadOnlyList<string> Hooks
);

/// <summary>Whether and how a member follows a change.</summary>
public enum ChangeFollowing
{
    Not,
    Itself,

    /// <summary>Because the member follows the whole page.</summary>
    WithAll,
}
