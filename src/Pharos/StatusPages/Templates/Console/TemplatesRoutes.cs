using Pharos.Web;

namespace Pharos.StatusPages.Templates.Console;

/// <summary><c>/console/pages/{page_id}/templates</c></summary>
internal static class TemplatesRoutes
{
    public static void MapTemplates(this IEndpointRouteBuilder console)
    {
        var templates = console.MapGroup("/pages/{pageId}/templates");
        templates.MapPage("", ShowTemplates.Handle);
        templates.MapForm("/preference", UpdatePreference.Handle);
        templates.MapPage("/{type}/new", EditTemplate.Show);
        templates.MapForm("/{type}/new", EditTemplate.Handle);
        templates.MapPage("/{type}/{templateId}", EditTemplate.Show);
        templates.MapForm("/{type}/{templateId}", EditTemplate.Handle);
        templates.MapPage("/{type}/{templateId}/delete", RemoveTemplate.Show);
        templates.MapForm("/{type}/{templateId}/delete", RemoveTemplate.Handle);
    }
}
