using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>
/// Shows what a page contains, asks for its name and deletes it: <c>/console/pages/{page_id}/settings/delete</c>
/// </summary>
internal static class RemovePage
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        return await Page(request, db, await PageContext.Find(request, db), new Form());
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, "name");
        if (form["name"].Trim() != page.Name)
        {
            form.Refuse("name", request.Texts[PageSettingsTexts.DeletePageNameWrong]);
            return await Page(request, db, page, form);
        }

        await DeletePage.Info.Run(new DeletePageRequest { PageId = page.PageId }, request.Operation(db));
        return request.See("/console?done=page-deleted");
    }

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
