using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary><c>/console/pages/{page_id}</c> and <c>/console/pages/{page_id}/events</c></summary>
internal static class ChangesRoutes
{
    public static void MapChanges(this IEndpointRouteBuilder console)
    {
        console.MapPage("/pages/{pageId}", ShowChanges.Handle, ConfirmDeleteChange.Form.Notice);
        console.MapPage("/pages/{pageId}/events/past", AddPastChange.Show);
        console.MapForm("/pages/{pageId}/events/past", AddPastChange.Handle);
        console.MapPage(
            "/pages/{pageId}/events/{changeId}",
            ShowChange.Handle,
            PublishChange.Published,
            AddUpdate.Updated,
            EditChange.Form.Notice,
            EditUpdate.Form.Notice,
            ConfirmDeleteUpdate.Form.Notice
        );
        console.MapForm("/pages/{pageId}/events/{changeId}", AddUpdate.Handle);
        console.MapForm("/pages/{pageId}/events/{changeId}/edit", EditChange.Form);
        console.MapForm("/pages/{pageId}/events/{changeId}/delete", ConfirmDeleteChange.Form);
        console.MapForm("/pages/{pageId}/events/{changeId}/updates/{updateId}", EditUpdate.Form);
        console.MapForm("/pages/{pageId}/events/{changeId}/updates/{updateId}/delete", ConfirmDeleteUpdate.Form);
    }
}
