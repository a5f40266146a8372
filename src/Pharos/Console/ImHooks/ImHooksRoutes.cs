namespace Pharos.Console.ImHooks;

/// <summary><c>/console/account/im-hooks</c></summary>
internal static class ImHooksRoutes
{
    public static void MapImHooks(this IEndpointRouteBuilder console)
    {
        console.Read("/account/im-hooks", ShowImHooks.Handle);
        console.Submit("/account/im-hooks", AddImHook.Handle);
        console.Submit("/account/im-hooks/follow", FollowPage.Handle);
        console.Read("/account/im-hooks/events/{changeId}", FollowEvent.Show);
        console.Submit("/account/im-hooks/events/{changeId}", FollowEvent.Handle);
        console.SubmitEach("/account/im-hooks/{hookId}/test", TestImHook.Handle);
        console.Submit("/account/im-hooks/{hookId}/release", ChangeImHook.Release);
        console.Read("/account/im-hooks/{hookId}/delete", ChangeImHook.AskToDelete);
        console.Submit("/account/im-hooks/{hookId}/delete", ChangeImHook.Delete);
    }
}
