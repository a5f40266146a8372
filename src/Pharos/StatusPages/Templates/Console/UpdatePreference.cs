using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>
/// Sets the template type that clients offer first: <c>POST /console/pages/{page_id}/templates/preference</c>
/// </summary>
internal static class UpdatePreference
{
    public static readonly ConsoleForm<PageContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = PageContext.Find,
        Fields = [new("template_preference", TemplatesTexts.PreferenceLabel)],
        Page = ShowTemplates.Page,
        Submit = async (page, form, op) =>
        {
            await UpdatePage.Info.Run(
                new UpdatePageRequest { PageId = page.PageId, TemplatePreference = form["template_preference"] },
                op
            );
            return page.Path + "/templates";
        },
        Notice = new("changed", TemplatesTexts.PreferenceSaved),
    };
}
