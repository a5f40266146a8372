using Pharos.Api.Callers;
using Pharos.Api.Envelope;

namespace Pharos.Api.StatusPage.Templates;

/// <summary><c>/status-page/template/</c></summary>
internal static class TemplatesApi
{
    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        api.Read<ListTemplatesRequest, ListTemplatesResponse>("/status-page/template/list", "List event templates", ListTemplates.Handle);
        api.Post<UpsertTemplateRequest, UpsertTemplateResponse>(
            "/status-page/template/upsert", "Create or update an event template", Permissions.StatusPagesManage, UpsertTemplate.Handle);
        api.Post<DeleteTemplateRequest, Nothing>("/status-page/template/delete", "Delete an event template", Permissions.StatusPagesManage, DeleteTemplate.Handle);
    }
}
