using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Edits a change's title, responsible members and links: <c>/console/pages/{page_id}/events/{change_id}/edit</c>
/// </summary>
internal static class EditChange
{
    private const int MaxListed = 200;
    private const int MaxLinkable = 50;

    public static readonly ConsoleForm<ChangeContext> Form = new()
    {
        Permission = Permissions.StatusPagesEventsManage,
        Lock = PageContext.Lock,
        Find = ChangeContext.Find,
        Fields =
        [
            new("title", PublishTexts.EventTitle, opened => opened.Change.Title),
            new("responders", PublishTexts.EventResponders, opened =>
                opened.Change.ResponderIds.Order().Select(id => id.ToString(CultureInfo.InvariantCulture))
            ),
            new("linked", ChangeTexts.EventLinked, opened => opened.Change.LinkedChangeIds)
            {
                WireNames = ["linked_changes"],
            },
        ],
        Page = Page,
        Submit = async (opened, form, op) =>
        {
            await UpdateChange.Info.Run(
                new UpdateChangeRequest
                {
                    PageId = opened.Page.PageId,
                    ChangeId = opened.Change.ChangeId,
                    Title = form["title"],
                    LinkedChanges = [.. form.Values("linked")],
                    Responders = [.. form.Values("responders").Select(id => (long?)Validate.IdText(id, "responders"))],
                },
                op
            );
            return opened.Address;
        },
        Notice = new("edited", ChangeTexts.EventEdited),
    };

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, ChangeContext opened, Form form)
    {
        var members = await db
            .Members.AsNoTracking()
            .Where(m =>
                m.AccountId == request.Caller.AccountId
                && (m.Status == MemberStatus.Enabled || opened.Change.ResponderIds.Contains(m.MemberId))
                && m.Status != MemberStatus.Deleted
            )
            .OrderBy(m => m.Name)
            .ThenBy(m => m.MemberId)
            .Select(m => new NamedMember(m.MemberId, m.Name))
            .Take(MaxListed)
            .ToListAsync(request.Cancel);
        var linked = opened.Change.LinkedChangeIds.Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToList();
        var events = await db
            .Changes.AsNoTracking()
            .Where(c => c.PageId == opened.Page.PageId && c.ChangeId != opened.Change.ChangeId)
            .OrderByDescending(c => c.StartAt)
            .Select(c => new LinkableChange(c.ChangeId, c.Title, c.StartAt))
            .Take(MaxLinkable)
            .ToListAsync(request.Cancel);
        if (linked.Except(events.Select(e => e.ChangeId)).ToList() is { Count: > 0 } older)
            events.AddRange(
                await db
                    .Changes.AsNoTracking()
                    .Where(c => older.Contains(c.ChangeId))
                    .OrderByDescending(c => c.StartAt)
                    .Select(c => new LinkableChange(c.ChangeId, c.Title, c.StartAt))
                    .ToListAsync(request.Cancel)
            );
        return request.Page<EditChangePage>(
            form.Status,
            (nameof(EditChangePage.Opened), opened),
            (nameof(EditChangePage.Form), form),
            (nameof(EditChangePage.Members), members),
            (nameof(EditChangePage.Events), events)
        );
    }
}

/// <summary>A change that can be linked.</summary>
public sealed record LinkableChange(long ChangeId, string Title, long StartAt);
