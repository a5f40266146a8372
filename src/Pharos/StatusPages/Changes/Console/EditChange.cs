using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// Changes an event's title, who looks after it and what it is linked with:
/// <c>/console/pages/{page_id}/events/{change_id}/edit</c>
/// </summary>
internal static class EditChange
{
    private const int MostListed = 200;
    private const int MostLinkable = 50;

    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var opened = await ChangeContext.Find(request, db);
        var form = new Form { ["title"] = opened.Change.Title };
        form.Set("responders", opened.Change.ResponderIds.Select(Text));
        form.Set("linked", opened.Change.LinkedChangeIds);
        return await Page(request, db, opened, form);
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesEventsManage);
        var opened = await ChangeContext.Find(request, db);
        var form = Form.From(request, "title", "responders", "linked");
        try
        {
            var op = request.Operation(db);
            await using var write = await op.BeginWrite();
            await write.LockPage(request.Caller.AccountId, opened.Page.PageId, request.Cancel);
            var now = (await ChangeContext.Find(request, db)).Change;
            if (request.Field(ConcurrencyToken.Field) != SeenOf(now))
            {
                form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
                form.SetConflict("title", now.Title);
                return await Page(request, db, opened with { Change = now }, form);
            }

            await UpdateChange.Info.Run(
                new UpdateChangeRequest
                {
                    PageId = opened.Page.PageId,
                    ChangeId = opened.Change.ChangeId,
                    Title = form["title"],
                    LinkedChanges = [.. form.Values("linked")],
                    Responders = [.. form.Values("responders").Select(id => (long?)Validate.IdText(id, "responders"))],
                },
                op.Within(write)
            );
            await write.Commit(request.Cancel);
            return request.See($"{opened.Address}?done=edited");
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("title", "title", PublishTexts.EventTitle),
                    ("responders", "responders", PublishTexts.EventResponders),
                    ("linked_changes", "linked", ChangeTexts.EventLinked)
                )
            )
        {
            return await Page(request, db, opened, form);
        }
    }

    public static string SeenOf(ChangeItem change) =>
        ConcurrencyToken.Create(
            change.Title,
            string.Join(' ', change.ResponderIds.Order()),
            string.Join(' ', change.LinkedChangeIds)
        );

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
            .Take(MostListed)
            .ToListAsync(request.Cancel);
        var linked = opened.Change.LinkedChangeIds.Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToList();
        var events = await db
            .Changes.AsNoTracking()
            .Where(c => c.PageId == opened.Page.PageId && c.ChangeId != opened.Change.ChangeId)
            .OrderByDescending(c => c.StartAt)
            .Select(c => new LinkableChange(c.ChangeId, c.Title, c.StartAt))
            .Take(MostLinkable)
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

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An event that another may be linked with.</summary>
public sealed record LinkableChange(long ChangeId, string Title, long StartAt);
