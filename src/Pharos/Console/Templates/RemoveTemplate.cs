using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Templates;
using Pharos.Console.Pages;
using Pharos.Storage;

namespace Pharos.Console.Templates;

/// <summary>Asks, and then deletes a template: <c>/console/pages/{page_id}/templates/{type}/{template_id}/delete</c></summary>
internal static class RemoveTemplate
{
    public static async Task<IResult> Show(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await ShownPage.Find(request, db);
        var type = ShownTemplate.Type(request);
        var template = await ShownTemplate.Find(request, db, page, type) ?? throw Problem.NotFound("template_id");
        return request.Page<RemoveTemplatePage>(
            StatusCodes.Status200OK, (nameof(RemoveTemplatePage.Page), page), (nameof(RemoveTemplatePage.Type), type), (nameof(RemoveTemplatePage.Template), template));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await ShownPage.Find(request, db);
        var id = (string?)request.Http.Request.RouteValues["templateId"];
        await DeleteTemplate.Info.Run(
            new DeleteTemplateRequest { PageId = page.PageId, Type = ShownTemplate.Type(request), TemplateId = id }, request.Operation(db));
        return request.See(page.Path + "/templates?done=deleted");
    }
}
