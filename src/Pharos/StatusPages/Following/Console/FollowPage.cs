using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Following.Console;

/// <summary>
/// Follows or unfollows an internal page of the member's account, or changes what is followed: <c>POST
/// /console/account/im-hooks/follow</c>
/// </summary>
internal static class FollowPage
{
    public static readonly FormNotice Followed = new("followed", ConsoleTexts.FollowDone);
    public static readonly FormNotice Unfollowed = new("unfollowed", ConsoleTexts.UnfollowDone);

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var pageId = Validate.IdText(request.Field("page_id"), "page_id");
        var (follow, all) = (request.Field("do") != "unfollow", request.Field("scope") != "some");
        var (sections, components, changes, hooks) = (
            Many(request, "section_ids"),
            Many(request, "component_ids"),
            Many(request, "change_ids"),
            Many(request, "hook_ids")
        );
        var choice = new FollowChoice
        {
            PageId = pageId,
            All = all,
            SectionIds = all ? null : sections,
            ComponentIds = all ? null : components,
            KeptChangeIds = changes,
            HookIds = hooks,
        };
        var operation = follow ? UpdatePageSubscription.Follow : UpdatePageSubscription.Unfollow;
        var result = await operation.Run(choice, request.Operation(db));
        if (result == FollowResult.Done)
            return request.See(ShowWebhooks.Path, follow ? Followed : Unfollowed);
        var chosen = new Following(all, all ? [] : [.. sections, .. components, .. changes], [.. hooks]);
        var (field, says) =
            result == FollowResult.NothingChosen
                ? ("scope", ConsoleTexts.FollowNothing)
                : ("hook_ids", ConsoleTexts.FollowNeedsHook);
        return await ShowWebhooks.Page(
            request,
            db,
            new Form(),
            refused: new FollowRefused(pageId, chosen, field, request.Texts[says])
        );
    }

    private static List<string> Many(ConsoleRequest request, string field) =>
        [.. request.Http.Request.Form[field].OfType<string>().Distinct(StringComparer.Ordinal)];
}

/// <summary>A refused choice, to be shown again.</summary>
/// <param name="Field">The field that shows the error.</param>
public sealed record FollowRefused(long PageId, Following Chosen, string Field, string Says);
