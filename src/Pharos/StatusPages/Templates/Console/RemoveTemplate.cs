using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>
/// Confirms and deletes a template: <c>/console/pages/{page_id}/templates/{type}/{template_id}/delete</c>
/// </summary>
internal static class RemoveTemplate
{
    public static readonly ConsoleForm<(PageContext Page, TemplateType Type, string TemplateId)> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = async (request, db) =>
            (
                await PageContext.Find(request, db),
                TemplateContext.Type(request),
                (string)request.Http.Request.RouteValues["templateId"]!
            ),
        Page = async (request, db, asked, form) =>
            request.Page<RemoveTemplatePage>(
                form.Status,
                (nameof(RemoveTemplatePage.Page), asked.Page),
                (nameof(RemoveTemplatePage.Type), asked.Type),
                (
                    nameof(RemoveTemplatePage.Template),
                    await TemplateContext.Find(request, db, asked.Page, asked.Type)
                        ?? throw Errors.NotFound("template_id")
                )
            ),
        Submit = async (asked, _, op) =>
        {
            await DeleteTemplate.Info.Run(
                new DeleteTemplateRequest
                {
                    PageId = asked.Page.PageId,
                    Type = asked.Type,
                    TemplateId = asked.TemplateId,
                },
                op
            );
            return asked.Page.Path + "/templates";
        },
        Notice = new("deleted", TemplatesTexts.TemplateDeleted),
    };
}
