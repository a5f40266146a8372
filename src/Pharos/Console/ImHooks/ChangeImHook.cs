using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Notifications;
using Pharos.Storage;

namespace Pharos.Console.ImHooks;

/// <summary>Asks and then deletes a hook, and takes one out of quarantine: <c>POST /console/account/im-hooks/{hook_id}/delete</c> and <c>…/release</c></summary>
internal static class ChangeImHook
{
    public static async Task<IResult> AskToDelete(ConsoleRequest request, StatusDb db)
    {
        var hook = await ShowImHooks.Hook(request, db);
        return request.Page<DeleteImHookPage>(StatusCodes.Status200OK, (nameof(DeleteImHookPage.Hook), ImHookView.Of(hook)));
    }

    public static async Task<IResult> Delete(ConsoleRequest request, StatusDb db)
    {
        await using var write = await request.Writes.Begin(db, request.Caller, AuditedOperations.ImHookDelete, ChosenImHook.Of(request), request.Cancel);
        var hook = await ShowImHooks.Hook(request, db);
        write.About(hook.Name);
        // What goes to this hook alone ends with it: without a chosen hook it would go to all the others.
        await db.Subscribers.Where(s => s.MemberId == hook.MemberId
                && db.SubscriberHooks.Any(h => h.SubscriberId == s.SubscriberId && h.HookId == hook.HookId)
                && !db.SubscriberHooks.Any(h => h.SubscriberId == s.SubscriberId && h.HookId != hook.HookId))
            .ExecuteDeleteAsync(request.Cancel);
        db.ImHooks.Remove(hook);
        await write.Commit(request.Cancel);
        return request.See(ShowImHooks.Path + "?done=deleted");
    }

    public static async Task<IResult> Release(ConsoleRequest request, StatusDb db)
    {
        await using var write = await request.Writes.Begin(db, request.Caller, AuditedOperations.ImHookRelease, ChosenImHook.Of(request), request.Cancel);
        var hook = await ShowImHooks.Hook(request, db);
        write.About(hook.Name);
        await WebhookQuarantine.Release(db.ImHooks.Where(h => h.HookId == hook.HookId), request.Cancel);
        await write.Commit(request.Cancel);
        return request.See(ShowImHooks.Path + "?done=released");
    }
}

/// <summary>A hook that the address names.</summary>
internal sealed record ChosenImHook(string HookId)
{
    public static ChosenImHook Of(ConsoleRequest request) => new((string)request.Http.Request.RouteValues["hookId"]!);
}
