using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Following.Console;

/// <summary><c>/console/account/im-hooks</c></summary>
internal static class WebhooksRoutes
{
    public static void MapImHooks(this IEndpointRouteBuilder console)
    {
        console.MapPage(
            "/account/im-hooks",
            ShowWebhooks.Handle,
            AddWebhook.Added,
            EditWebhook.DeleteForm.Notice,
            EditWebhook.Released,
            FollowPage.Followed,
            FollowPage.Unfollowed
        );
        console.MapForm("/account/im-hooks", AddWebhook.Handle);
        console.MapForm("/account/im-hooks/follow", FollowPage.Handle);
        console.MapPage(
            "/account/im-hooks/events/{changeId}",
            FollowChange.Show,
            FollowChange.Followed,
            FollowChange.Unfollowed
        );
        console.MapForm("/account/im-hooks/events/{changeId}", FollowChange.Handle);
        console.MapRepeatableForm("/account/im-hooks/{hookId}/test", TestWebhook.Handle);
        console.MapForm("/account/im-hooks/{hookId}/release", EditWebhook.Release);
        console.MapForm("/account/im-hooks/{hookId}/delete", EditWebhook.DeleteForm);
    }
}
