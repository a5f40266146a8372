using Pharos.Api.Callers;
using Pharos.Api.Envelope;

namespace Pharos.Api.StatusPage.Sections;

/// <summary><c>/status-page/section/</c></summary>
internal static class SectionsApi
{
    public static void MapSections(this IEndpointRouteBuilder api)
    {
        api.Post<UpsertSectionsRequest, UpsertSectionsResponse>(
            "/status-page/section/upsert", "Create or update sections", Permissions.StatusPagesManage, UpsertSections.Handle);
        api.Post<DeleteSectionsRequest, Nothing>(
            "/status-page/section/delete", "Delete sections; their components become ungrouped", Permissions.StatusPagesManage, DeleteSections.Handle);
    }
}
