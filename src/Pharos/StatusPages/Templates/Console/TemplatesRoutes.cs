namespace Pharos.Console.Templates;

/// <summary><c>/console/pages/{page_id}/templates</c></summary>
internal static class TemplatesRoutes
{
    public static void MapTemplates(this IEndpointRouteBuilder console)
    {
        var templates = console.MapGroup("/pages/{pageId}/templates");
        templates.Read("", ShowTemplates.Handle);
        templates.Submit("/preference", ChangePreference.Handle);
        templates.Read("/{type}/new", EditTemplate.Show);
        templates.Submit("/{type}/new", EditTemplate.Handle);
        templates.Read("/{type}/{templateId}", EditTemplate.Show);
        templates.Submit("/{type}/{templateId}", EditTemplate.Handle);
        templates.Read("/{type}/{templateId}/delete", RemoveTemplate.Show);
        templates.Submit("/{type}/{templateId}/delete", RemoveTemplate.Handle);
    }
}
