using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Components.Console;

/// <summary>
/// Shows the consequences and deletes a component: <c>/console/pages/{page_id}/components/{component_id}/delete</c>
/// </summary>
internal static class RemoveComponent
{
    public static readonly ConsoleForm<(PageContext Page, string ComponentId)> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = async (request, db) =>
            (await PageContext.Find(request, db), (string)request.Http.Request.RouteValues["componentId"]!),
        Page = async (request, db, _, form) => await Page(request, db, await ComponentContext.Find(request, db), form),
        Submit = async (asked, _, op) =>
        {
            await DeleteComponents.Info.Run(
                new DeleteComponentsRequest { PageId = asked.Page.PageId, ComponentIds = [asked.ComponentId] },
                op
            );
            return asked.Page.Path + "/components";
        },
        Notice = new("deleted", ComponentsTexts.DoneDeleted),
    };

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, ComponentContext component, Form form)
    {
        var (page, row) = component;
        var followers = db.Subscribers.Where(s =>
            s.PageId == page.PageId && s.Components.Any(c => c.ComponentId == row.ComponentId)
        );
        var ends = new ComponentEnds(
            await followers.CountAsync(request.Cancel),
            await followers.CountAsync(
                s => s.Components.Count == 1 && !s.Sections.Any() && !s.Changes.Any(),
                request.Cancel
            ),
            await db.Changes.CountAsync(
                c =>
                    c.PageId == page.PageId
                    && ChangeStatuses.UnderWay.Contains(c.Status)
                    && db.ComponentChanges.Any(t => t.ChangeId == c.ChangeId && t.ComponentId == row.ComponentId),
                request.Cancel
            )
        );
        return request.Page<RemoveComponentPage>(
            form.Status,
            (nameof(RemoveComponentPage.Page), page),
            (nameof(RemoveComponentPage.ComponentId), row.ComponentId),
            (nameof(RemoveComponentPage.Name), row.Name),
            (nameof(RemoveComponentPage.Ends), ends)
        );
    }
}

/// <summary>What else deleting a component affects.</summary>
/// <param name="Followers">Subscribers who follow this component.</param>
/// <param name="Leaving">Those of them who follow nothing else.</param>
/// <param name="OpenChanges">Open changes that name it, and will still name it.</param>
public sealed record ComponentEnds(int Followers, int Leaving, int OpenChanges);
