using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Changes.Timeline;

namespace Pharos.Api.StatusPage.Changes;

/// <summary><c>/status-page/change/</c></summary>
internal static class ChangesApi
{
    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        api.Post<CreateChangeRequest, CreateChangeResponse>(
            "/status-page/change/create", "Create status page event", Permissions.StatusPagesEventsManage, CreateChange.Handle);
        api.Post<UpdateChangeRequest, Nothing>(
            "/status-page/change/update", "Update status page event", Permissions.StatusPagesEventsManage, UpdateChange.Handle);
        api.Post<DeleteChangeRequest, Nothing>(
            "/status-page/change/delete", "Delete status page event", Permissions.StatusPagesEventsManage, DeleteChange.Handle);
        api.ReadFinished<ChangeInfoRequest, ChangeItem>("/status-page/change/info", "Get status page event detail", ChangeInfo.Handle);
        api.Read<ListChangesRequest, ListChangesResponse>("/status-page/change/list", "List status page events", ListChanges.Handle);
        api.Read<ListActiveChangesRequest, ListChangesResponse>(
            "/status-page/change/active/list", "List in-progress events of one type", ListActiveChanges.Handle);

        api.Post<CreateTimelineRequest, CreateTimelineResponse>(
            "/status-page/change/timeline/create", "Create event timeline entry", Permissions.StatusPagesEventsManage, CreateTimeline.Handle);
        api.Post<UpdateTimelineRequest, Nothing>(
            "/status-page/change/timeline/update", "Update event timeline entry", Permissions.StatusPagesEventsManage, UpdateTimeline.Handle);
        api.Post<DeleteTimelineRequest, Nothing>(
            "/status-page/change/timeline/delete", "Delete event timeline entry", Permissions.StatusPagesEventsManage, DeleteTimeline.Handle);
    }
}
