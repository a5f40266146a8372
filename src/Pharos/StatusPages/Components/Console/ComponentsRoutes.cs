using Pharos.StatusPages.Pages.Console.Settings;
using Pharos.StatusPages.Sections.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Components.Console;

/// <summary><c>/console/pages/{page_id}/components</c> and <c>…/sections</c></summary>
internal static class ComponentsRoutes
{
    public static void MapComponents(this IEndpointRouteBuilder console)
    {
        var components = console.MapGroup("/pages/{pageId}/components");
        components.MapPage(
            "",
            ShowComponents.Handle,
            AddPage.Form.Notice,
            AddComponents.Form.Notice,
            EditComponent.Form.Notice,
            RemoveComponent.Form.Notice,
            AddSection.Form.Notice,
            RemoveSection.Form.Notice
        );
        components.MapSentForm("", AddComponents.Form);
        components.MapForm("/move", MoveComponent.Handle);
        components.MapForm("/{componentId}", EditComponent.Form);
        components.MapForm("/{componentId}/delete", RemoveComponent.Form);
        var sections = console.MapGroup("/pages/{pageId}/sections");
        sections.MapSentForm("", AddSection.Form);
        sections.MapForm("/move", MoveSection.Handle);
        sections.MapForm("/{sectionId}", EditSection.Form);
        sections.MapForm("/{sectionId}/delete", RemoveSection.Form);
    }
}
