namespace Pharos.Console.Events;

/// <summary><c>/console/pages/{page_id}</c> and <c>/console/pages/{page_id}/events</c></summary>
internal static class EventsRoutes
{
    public static void MapEvents(this IEndpointRouteBuilder console)
    {
        console.Read("/pages/{pageId}", ShowEvents.Handle);
        console.Read("/pages/{pageId}/events/past", AddPastEvent.Show);
        console.Submit("/pages/{pageId}/events/past", AddPastEvent.Handle);
        console.Read("/pages/{pageId}/events/{changeId}", ShowEvent.Handle);
        console.Submit("/pages/{pageId}/events/{changeId}", AddUpdate.Handle);
        console.Read("/pages/{pageId}/events/{changeId}/edit", EditEvent.Show);
        console.Submit("/pages/{pageId}/events/{changeId}/edit", EditEvent.Handle);
        console.Read("/pages/{pageId}/events/{changeId}/delete", DeleteEvent.Show);
        console.Submit("/pages/{pageId}/events/{changeId}/delete", DeleteEvent.Handle);
        console.Read("/pages/{pageId}/events/{changeId}/updates/{updateId}", EditUpdate.Show);
        console.Submit("/pages/{pageId}/events/{changeId}/updates/{updateId}", EditUpdate.Handle);
        console.Read("/pages/{pageId}/events/{changeId}/updates/{updateId}/delete", DeleteUpdate.Show);
        console.Submit("/pages/{pageId}/events/{changeId}/updates/{updateId}/delete", DeleteUpdate.Handle);
    }
}
