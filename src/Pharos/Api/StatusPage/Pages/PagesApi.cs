using Pharos.Api.Callers;

namespace Pharos.Api.StatusPage.Pages;

/// <summary><c>/status-page/list</c> and its siblings.</summary>
internal static class PagesApi
{
    public static void MapPages(this IEndpointRouteBuilder api)
    {
        api.Read<ListPagesRequest, ListPagesResponse>("/status-page/list", "List status pages with their components and sections", ListPages.Handle);
        api.Read<PageInfoRequest, PageItem>("/status-page/info", "Get status page detail", PageInfo.Handle);
        api.Post<CreatePageRequest, CreatePageResponse>("/status-page/create", "Create status page", Permissions.StatusPagesManage, CreatePage.Handle);
        api.Post<UpdatePageRequest, Envelope.Nothing>("/status-page/update", "Update status page; an omitted field keeps its value", Permissions.StatusPagesManage, UpdatePage.Handle);
        api.Post<DeletePageRequest, Envelope.Nothing>("/status-page/delete", "Delete status page with all it holds", Permissions.StatusPagesManage, DeletePage.Handle);
    }
}
