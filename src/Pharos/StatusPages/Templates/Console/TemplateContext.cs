using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>The template that an address names.</summary>
internal static class TemplateContext
{
    public static string PathOf(PageContext page, TemplateType type, string templateId) =>
        $"{page.Path}/templates/{WireName<TemplateType>.ToWire(type)}/{templateId}";

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/>: there is no such type.</exception>
    public static TemplateType Type(ConsoleRequest request) =>
        WireName<TemplateType>.TryParse((string?)request.Http.Request.RouteValues["type"], out var type)
            ? type
            : throw Errors.NotFound("type");

    /// <summary>Null where the address is of a new one.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<TemplateItem?> Find(
        ConsoleRequest request,
        PharosDb db,
        PageContext page,
        TemplateType type
    )
    {
        if ((string?)request.Http.Request.RouteValues["templateId"] is not { } id)
            return null;
        var list = await ListTemplates.Info.Run(
            new ListTemplatesRequest { PageId = page.PageId, Type = type },
            request.Operation(db)
        );
        return list.Items.FirstOrDefault(t => t.TemplateId == id) ?? throw Errors.NotFound("template_id");
    }
}
