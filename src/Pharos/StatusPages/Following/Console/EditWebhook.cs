using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Following.Console;

/// <summary>
/// Deletes a webhook after confirmation, and releases one from quarantine: <c>POST
/// /console/account/im-hooks/{hook_id}/delete</c> and <c>…/release</c>
/// </summary>
internal static class EditWebhook
{
    public static readonly ConsoleForm<ChosenWebhook> DeleteForm = new()
    {
        Find = (request, _) => Task.FromResult(ShowWebhooks.Chosen(request)),
        Page = async (request, db, chosen, form) =>
        {
            var hook = await MemberSubscription.Hook(request.Operation(db), chosen.HookId);
            return request.Page<DeleteWebhookPage>(
                form.Status,
                (nameof(DeleteWebhookPage.Hook), WebhookView.From(hook))
            );
        },
        Submit = async (chosen, _, op) =>
        {
            await Pharos.StatusPages.Following.EditWebhook.Delete.Run(chosen, op);
            return ShowWebhooks.Path;
        },
        Notice = new("deleted", ConsoleTexts.HookDeleted),
    };

    public static readonly FormNotice Released = new("released", ConsoleTexts.HookReleased);

    public static async Task<IResult> Release(ConsoleRequest request, PharosDb db)
    {
        await Pharos.StatusPages.Following.EditWebhook.Release.Run(ShowWebhooks.Chosen(request), request.Operation(db));
        return request.See(ShowWebhooks.Path, Released);
    }
}
