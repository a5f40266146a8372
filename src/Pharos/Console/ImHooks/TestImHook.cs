using Pharos.Api.Audit;
using Pharos.Console.Forms;
using Pharos.Notifications;
using Pharos.Notifications.Transports;
using Pharos.PublicSite;
using Pharos.StatusPages.Notices;
using Pharos.Storage;

namespace Pharos.Console.ImHooks;

/// <summary>Sends a test message at once and says what came of it: <c>POST /console/account/im-hooks/{hook_id}/test</c></summary>
internal static class TestImHook
{
    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        var hook = await ShowImHooks.Hook(request, db);
        // Told before it is sent: what left the house cannot be taken back.
        await using (var write = await request.Writes.Begin(db, request.Caller, AuditedOperations.ImHookTest, ChosenImHook.Of(request), request.Cancel))
        {
            write.About(hook.Name);
            await write.Commit(request.Cancel);
        }

        var services = request.Http.RequestServices;
        var transport = services.GetRequiredService<WebhookTransport>();
        var message = ChangeWebhookMessage.Test(request.Texts.Language, services.GetRequiredService<PublicAddress>().Url);
        var result = await transport.Send(new WebhookPost(hook, message), request.Cancel);
        return result.Kind switch
        {
            SendResultKind.Sent => await ShowImHooks.Page(request, db, new Form(), request.Texts.Format("HookTested", hook.Name)),
            SendResultKind.Held => await ShowImHooks.Page(request, db, new Form(), failed: request.Texts.Format("HookTestHeld", result.WaitSeconds)),
            _ => await ShowImHooks.Page(request, db, new Form(), failed: request.Texts.Format("HookTestFailed", hook.Name, result.Reason!)),
        };
    }
}
