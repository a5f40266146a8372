namespace Pharos.Console.Components;

/// <summary><c>/console/pages/{page_id}/components</c> and <c>…/sections</c></summary>
internal static class ComponentsRoutes
{
    public static void MapComponents(this IEndpointRouteBuilder console)
    {
        var components = console.MapGroup("/pages/{pageId}/components");
        components.Read("", ShowComponents.Handle);
        components.Submit("", AddComponents.Handle);
        components.Submit("/move", MoveComponent.Handle);
        components.Read("/{componentId}", ChangeComponent.Show);
        components.Submit("/{componentId}", ChangeComponent.Handle);
        components.Read("/{componentId}/delete", RemoveComponent.Show);
        components.Submit("/{componentId}/delete", RemoveComponent.Handle);
        var sections = console.MapGroup("/pages/{pageId}/sections");
        sections.Submit("", AddSection.Handle);
        sections.Submit("/move", MoveSection.Handle);
        sections.Read("/{sectionId}", ChangeSection.Show);
        sections.Submit("/{sectionId}", ChangeSection.Handle);
        sections.Read("/{sectionId}/delete", RemoveSection.Show);
        sections.Submit("/{sectionId}/delete", RemoveSection.Handle);
    }
}
