using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Home.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>
/// Shows what a page contains, asks for its name and deletes it: <c>/console/pages/{page_id}/settings/delete</c>
/// </summary>
internal static class RemovePage
{
    public static readonly ConsoleForm<PageContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = PageContext.Find,
        Fields = [new("name", PageSettingsTexts.DeletePageName)],
        Check = (request, _, page, form) =>
        {
            if (HumanText.Clean(form["name"]).Trim() != HumanText.Clean(page.Name))
                form.Refuse("name", request.Texts[PageSettingsTexts.DeletePageNameWrong]);
            return Task.CompletedTask;
        },
        Page = Page,
        Submit = async (page, _, op) =>
        {
            await DeletePage.Info.Run(new DeletePageRequest { PageId = page.PageId }, op);
            return "/console";
        },
        Notice = new("page-deleted", HomeTexts.HomePageDeleted),
    };

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, PageContext page, Form form)
    {
        var holds = new PageHoldings(
            await db.Components.CountAsync(c => c.PageId == page.PageId && c.DeletedAt == null, request.Cancel),
            await db.Changes.CountAsync(c => c.PageId == page.PageId, request.Cancel),
            await db.Subscribers.CountAsync(s => s.PageId == page.PageId, request.Cancel),
            await db.Templates.CountAsync(t => t.PageId == page.PageId, request.Cancel)
        );
        return request.Page<RemovePagePage>(
            form.Status,
            (nameof(RemovePagePage.Page), page),
            (nameof(RemovePagePage.Form), form),
            (nameof(RemovePagePage.Holds), holds)
        );
    }
}

/// <summary>The number of items that are deleted with a page.</summary>
public sealed record PageHoldings(int Components, int Events, int Subscribers, int Templates);
