using Pharos.Http;
using Pharos.StatusPages.Subscribers.Console.Importing;
using Pharos.Web;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary><c>/console/pages/{page_id}/subscribers</c></summary>
internal static class SubscribersRoutes
{
    public static void MapSubscribers(this IEndpointRouteBuilder console)
    {
        var mostBytes = console.ServiceProvider.GetRequiredService<RequestLimits>().MaxBodyBytes;
        var subscribers = console.MapGroup("/pages/{pageId}/subscribers");
        subscribers.MapPage("", ShowSubscribers.Handle);
        subscribers.MapPage("/new", AddSubscriber.Show);
        subscribers.MapForm("/new", AddSubscriber.Handle);
        subscribers.MapRepeatableForm("/export", ExportFile.Handle);
        subscribers.MapPage("/import", PreviewImport.Show);
        subscribers.MapFileForm("/import", mostBytes, PreviewImport.Handle, once: false);
        subscribers.MapPage("/import/{importId}", ConfirmImport.Show);
        subscribers.MapRepeatableForm("/import/{importId}", ConfirmImport.Handle);
        subscribers.MapPage("/{subscriberId}/remove", Unsubscribe.Show);
        subscribers.MapForm("/{subscriberId}/remove", Unsubscribe.Handle);
    }
}
