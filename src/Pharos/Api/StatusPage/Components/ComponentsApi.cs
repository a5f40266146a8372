using Pharos.Api.Callers;
using Pharos.Api.Envelope;

namespace Pharos.Api.StatusPage.Components;

/// <summary><c>/status-page/component/</c></summary>
internal static class ComponentsApi
{
    public static void MapComponents(this IEndpointRouteBuilder api)
    {
        api.Post<UpsertComponentsRequest, UpsertComponentsResponse>(
            "/status-page/component/upsert", "Create or update components", Permissions.StatusPagesManage, UpsertComponents.Handle);
        api.Post<DeleteComponentsRequest, Nothing>(
            "/status-page/component/delete", "Delete components", Permissions.StatusPagesManage, DeleteComponents.Handle);
    }
}
