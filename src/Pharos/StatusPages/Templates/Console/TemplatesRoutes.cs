using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Templates.Console;

/// <summary><c>/console/pages/{page_id}/templates</c></summary>
internal static class TemplatesRoutes
{
    public static void MapTemplates(this IEndpointRouteBuilder console)
    {
        var templates = console.MapGroup("/pages/{pageId}/templates");
        templates.MapPage(
            "",
            ShowTemplates.Handle,
            EditTemplate.Form.Notice,
            RemoveTemplate.Form.Notice,
            UpdatePreference.Form.Notice
        );
        templates.MapSentForm("/preference", UpdatePreference.Form);
        templates.MapForm("/{type}/new", EditTemplate.New);
        templates.MapForm("/{type}/{templateId}", EditTemplate.Form);
        templates.MapForm("/{type}/{templateId}/delete", RemoveTemplate.Form);
    }
}
