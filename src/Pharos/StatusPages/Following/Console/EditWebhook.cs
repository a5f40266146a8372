using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.StatusPages.Following.Console;

/// <summary>
/// Deletes a webhook after confirmation, and releases one from quarantine: <c>POST
/// /console/account/im-hooks/{hook_id}/delete</c> and <c>…/release</c>
/// </summary>
internal static class EditWebhook
{
    public static async Task<IResult> AskToDelete(ConsoleRequest request, PharosDb db)
    {
        var hook = await MemberSubscription.Hook(request.Operation(db), ShowWebhooks.Chosen(request).HookId);
        return request.Page<DeleteWebhookPage>(
            StatusCodes.Status200OK,
            (nameof(DeleteWebhookPage.Hook), WebhookView.From(hook))
        );
    }

    public static async Task<IResult> Delete(ConsoleRequest request, PharosDb db)
    {
        await Pharos.StatusPages.Following.EditWebhook.Delete.Run(ShowWebhooks.Chosen(request), request.Operation(db));
        return request.See(ShowWebhooks.Path + "?done=deleted");
    }

    public static async Task<IResult> Release(ConsoleRequest request, PharosDb db)
    {
        await Pharos.StatusPages.Following.EditWebhook.Release.Run(ShowWebhooks.Chosen(request), request.Operation(db));
        return request.See(ShowWebhooks.Path + "?done=released");
    }
}
