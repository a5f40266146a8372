using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Subscribers.Console.Importing;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Subscribers.Console;

/// <summary><c>/console/pages/{page_id}/subscribers</c></summary>
internal static class SubscribersRoutes
{
    public static void MapSubscribers(this IEndpointRouteBuilder console)
    {
        var mostBytes = console.ServiceProvider.GetRequiredService<RequestLimits>().MaxBodyBytes;
        var subscribers = console.MapGroup("/pages/{pageId}/subscribers");
        subscribers.MapPage(
            "",
            ShowSubscribers.Handle,
            AddSubscriber.Form.Notice,
            Unsubscribe.Form.Notice,
            ConfirmImport.Imported
        );
        subscribers.MapForm("/new", AddSubscriber.Form);
        subscribers.MapRepeatableForm("/export", ExportFile.Handle);
        subscribers.MapPage("/import", PreviewImport.Show);
        subscribers.MapImportForm("/import", mostBytes, Permissions.StatusPagesManage, PreviewImport.Handle);
        subscribers.MapPage("/import/{importId}", ConfirmImport.Show);
        subscribers.MapRepeatableForm("/import/{importId}", ConfirmImport.Handle);
        subscribers.MapForm("/{subscriberId}/remove", Unsubscribe.Form);
    }
}
