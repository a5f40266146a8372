using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.ImHooks;
using Pharos.Delivery;
using Pharos.Storage;

namespace Pharos.Console.ImHooks;

/// <summary>Asks and then deletes a hook, and takes one out of quarantine: <c>POST /console/account/im-hooks/{hook_id}/delete</c> and <c>…/release</c></summary>
internal static class ChangeImHook
{
    public static async Task<IResult> AskToDelete(ConsoleRequest request, StatusDb db)
    {
        var hook = await MemberSubscription.Hook(request.Operation(db), ShowImHooks.Chosen(request).HookId);
        return request.Page<DeleteImHookPage>(StatusCodes.Status200OK, (nameof(DeleteImHookPage.Hook), ImHookView.Of(hook)));
    }

    public static async Task<IResult> Delete(ConsoleRequest request, StatusDb db)
    {
        await Api.ImHooks.ChangeImHook.Delete.Run(ShowImHooks.Chosen(request), request.Operation(db));
        return request.See(ShowImHooks.Path + "?done=deleted");
    }

    public static async Task<IResult> Release(ConsoleRequest request, StatusDb db)
    {
        await Api.ImHooks.ChangeImHook.Release.Run(ShowImHooks.Chosen(request), request.Operation(db));
        return request.See(ShowImHooks.Path + "?done=released");
    }
}
