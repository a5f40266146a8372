using Pharos.Api.Audit;
using Pharos.Console.Forms;
using Pharos.Delivery;
using Pharos.Delivery.Channels;
using Pharos.Storage;

namespace Pharos.Console.ImHooks;

/// <summary>Sends a test message at once and says what came of it: <c>POST /console/account/im-hooks/{hook_id}/test</c></summary>
internal static class TestImHook
{
    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        var (result, name) = await Api.ImHooks.ChangeImHook.Test.Run(ShowImHooks.Chosen(request), request.Operation(db));
        return result.Kind switch
        {
            SendResultKind.Sent => await ShowImHooks.Page(request, db, new Form(), request.Texts.Format("HookTested", name)),
            SendResultKind.Held => await ShowImHooks.Page(request, db, new Form(), failed: request.Texts.Format("HookTestHeld", result.WaitSeconds)),
            _ => await ShowImHooks.Page(request, db, new Form(), failed: request.Texts.Format("HookTestFailed", name, result.Reason!)),
        };
    }
}
