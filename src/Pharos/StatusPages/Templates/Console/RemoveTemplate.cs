using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>
/// Confirms and deletes a template: <c>/console/pages/{page_id}/templates/{type}/{template_id}/delete</c>
/// </summary>
internal static class RemoveTemplate
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var type = TemplateContext.Type(request);
        var template = await TemplateContext.Find(request, db, page, type) ?? throw Errors.NotFound("template_id");
        return request.Page<RemoveTemplatePage>(
            StatusCodes.Status200OK,
            (nameof(RemoveTemplatePage.Page), page),
            (nameof(RemoveTemplatePage.Type), type),
            (nameof(RemoveTemplatePage.Template), template)
        );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var id = (string?)request.Http.Request.RouteValues["templateId"];
        await DeleteTemplate.Info.Run(
            new DeleteTemplateRequest
            {
                PageId = page.PageId,
                Type = TemplateContext.Type(request),
                TemplateId = id,
            },
            request.Operation(db)
        );
        return request.See(page.Path + "/templates?done=deleted");
    }
}
