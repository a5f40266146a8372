using Pharos.Web;

namespace Pharos.StatusPages.Changes.Console;

/// <summary><c>/console/pages/{page_id}</c> and <c>/console/pages/{page_id}/events</c></summary>
internal static class ChangesRoutes
{
    public static void MapChanges(this IEndpointRouteBuilder console)
    {
        console.MapPage("/pages/{pageId}", ShowChanges.Handle);
        console.MapPage("/pages/{pageId}/events/past", AddPastChange.Show);
        console.MapForm("/pages/{pageId}/events/past", AddPastChange.Handle);
        console.MapPage("/pages/{pageId}/events/{changeId}", ShowChange.Handle);
        console.MapForm("/pages/{pageId}/events/{changeId}", AddUpdate.Handle);
        console.MapPage("/pages/{pageId}/events/{changeId}/edit", EditChange.Show);
        console.MapForm("/pages/{pageId}/events/{changeId}/edit", EditChange.Handle);
        console.MapPage("/pages/{pageId}/events/{changeId}/delete", ConfirmDeleteChange.Show);
        console.MapForm("/pages/{pageId}/events/{changeId}/delete", ConfirmDeleteChange.Handle);
        console.MapPage("/pages/{pageId}/events/{changeId}/updates/{updateId}", EditUpdate.Show);
        console.MapForm("/pages/{pageId}/events/{changeId}/updates/{updateId}", EditUpdate.Handle);
        console.MapPage("/pages/{pageId}/events/{changeId}/updates/{updateId}/delete", ConfirmDeleteUpdate.Show);
        console.MapForm("/pages/{pageId}/events/{changeId}/updates/{updateId}/delete", ConfirmDeleteUpdate.Handle);
    }
}
