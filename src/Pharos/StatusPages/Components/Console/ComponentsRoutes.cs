using Pharos.StatusPages.Sections.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Components.Console;

/// <summary><c>/console/pages/{page_id}/components</c> and <c>…/sections</c></summary>
internal static class ComponentsRoutes
{
    public static void MapComponents(this IEndpointRouteBuilder console)
    {
        var components = console.MapGroup("/pages/{pageId}/components");
        components.MapPage("", ShowComponents.Handle);
        components.MapForm("", AddComponents.Handle);
        components.MapForm("/move", MoveComponent.Handle);
        components.MapPage("/{componentId}", EditComponent.Show);
        components.MapForm("/{componentId}", EditComponent.Handle);
        components.MapPage("/{componentId}/delete", RemoveComponent.Show);
        components.MapForm("/{componentId}/delete", RemoveComponent.Handle);
        var sections = console.MapGroup("/pages/{pageId}/sections");
        sections.MapForm("", AddSection.Handle);
        sections.MapForm("/move", MoveSection.Handle);
        sections.MapPage("/{sectionId}", EditSection.Show);
        sections.MapForm("/{sectionId}", EditSection.Handle);
        sections.MapPage("/{sectionId}/delete", RemoveSection.Show);
        sections.MapForm("/{sectionId}/delete", RemoveSection.Handle);
    }
}
