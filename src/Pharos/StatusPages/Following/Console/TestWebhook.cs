using Pharos.Database;
using Pharos.Notifications;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Following.Console;

/// <summary>
/// Sends a test message and shows the outcome: <c>POST /console/account/im-hooks/{hook_id}/test</c>
/// </summary>
internal static class TestWebhook
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var (result, name) = await Pharos.StatusPages.Following.EditWebhook.Test.Run(
            ShowWebhooks.Chosen(request),
            request.Operation(db)
        );
        return result.Kind switch
        {
            SendResultKind.Sent => await ShowWebhooks.Page(
                request,
                db,
                new Form(),
                request.Texts.Format(ConsoleTexts.HookTested, name)
            ),
            SendResultKind.Held => await ShowWebhooks.Page(
                request,
                db,
                new Form(),
                failed: request.Texts.Format(ConsoleTexts.HookTestHeld, result.WaitSeconds)
            ),
            _ => await ShowWebhooks.Page(
                request,
                db,
                new Form(),
                failed: request.Texts.Format(ConsoleTexts.HookTestFailed, name, result.Reason!)
            ),
        };
    }
}
