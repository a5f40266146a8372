using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Templates;
using Pharos.Console.Pages;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Console.Templates;

/// <summary>The template that an address names.</summary>
internal static class ShownTemplate
{
    public static string PathOf(ShownPage page, TemplateType type, string templateId) => $"{page.Path}/templates/{WireName<TemplateType>.Of(type)}/{templateId}";

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/>: there is no such type.</exception>
    public static TemplateType Type(ConsoleRequest request) =>
        WireName<TemplateType>.TryParse((string?)request.Http.Request.RouteValues["type"], out var type) ? type : throw Problem.NotFound("type");

    /// <summary>Null where the address is of a new one.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<TemplateItem?> Find(ConsoleRequest request, StatusDb db, ShownPage page, TemplateType type)
    {
        if ((string?)request.Http.Request.RouteValues["templateId"] is not { } id)
            return null;
        var list = await ListTemplates.Info.Run(new ListTemplatesRequest { PageId = page.PageId, Type = type }, request.Operation(db));
        return list.Items.FirstOrDefault(t => t.TemplateId == id) ?? throw Problem.NotFound("template_id");
    }
}
