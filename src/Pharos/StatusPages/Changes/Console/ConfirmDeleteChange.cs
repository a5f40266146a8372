using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Confirms, showing the consequences, and deletes a change: <c>/console/pages/{page_id}/events/{change_id}/delete</c>
/// </summary>
internal static class ConfirmDeleteChange
{
    public static readonly ConsoleForm<ChangeContext> Form = new()
    {
        Permission = Permissions.StatusPagesEventsManage,
        Lock = PageContext.Lock,
        Find = ChangeContext.Find,
        Version = opened => opened.Revision,
        Conflict = ChangeTexts.EventConflict,
        Page = Page,
        Submit = async (opened, _, op) =>
        {
            await DeleteChange.Info.Run(
                new DeleteChangeRequest { PageId = opened.Page.PageId, ChangeId = opened.Change.ChangeId },
                op
            );
            return opened.Page.Path;
        },
        Notice = new("deleted", ChangeTexts.EventDeleted),
    };

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, ChangeContext opened, Form form)
    {
        var change = opened.Change;
        var names = change.AffectedComponents.ToDictionary(c => c.ComponentId, c => c.Name, StringComparer.Ordinal);
        var entries = change
            .Updates.Select(u => new TimelineEntry(
                u.AtSeconds,
                u.Status,
                [.. u.ComponentChanges.Select(c => new ComponentState(c.ComponentId, c.Status))]
            ))
            .ToList();
        var down = Uptime
            .Impacts(change.ChangeId, change.Type, entries, request.Clock.Seconds())
            .Where(i => i.Status is ComponentStatus.PartialOutage or ComponentStatus.FullOutage)
            .GroupBy(i => i.ComponentId)
            .Select(g => (names[g.Key], g.Sum(i => i.ToSeconds - i.FromSeconds)))
            .Where(d => d.Item2 > 0)
            .ToList();
        var followers = await db.SubscriberChanges.CountAsync(s => s.ChangeId == change.ChangeId, request.Cancel);
        return request.Page<DeleteChangePage>(
            form.Status,
            (nameof(DeleteChangePage.Opened), opened),
            (nameof(DeleteChangePage.Form), form),
            (nameof(DeleteChangePage.Followers), followers),
            (nameof(DeleteChangePage.Down), down)
        );
    }
}
