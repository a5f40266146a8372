using Pharos.Console.Subscribers.Importing;
using Pharos.Server;

namespace Pharos.Console.Subscribers;

/// <summary><c>/console/pages/{page_id}/subscribers</c></summary>
internal static class SubscribersRoutes
{
    public static void MapSubscribers(this IEndpointRouteBuilder console)
    {
        var mostBytes = console.ServiceProvider.GetRequiredService<PharosOptions>().MaxBodyBytes;
        var subscribers = console.MapGroup("/pages/{pageId}/subscribers");
        subscribers.Read("", ShowSubscribers.Handle);
        subscribers.Read("/new", AddSubscriber.Show);
        subscribers.Submit("/new", AddSubscriber.Handle);
        subscribers.SubmitEach("/export", ExportFile.Handle);
        subscribers.Read("/import", PreviewImport.Show);
        subscribers.SubmitFiles("/import", mostBytes, PreviewImport.Handle, once: false);
        subscribers.Read("/import/{importId}", ConfirmImport.Show);
        subscribers.SubmitEach("/import/{importId}", ConfirmImport.Handle);
        subscribers.Read("/{subscriberId}/remove", EndSubscription.Show);
        subscribers.Submit("/{subscriberId}/remove", EndSubscription.Handle);
    }
}
