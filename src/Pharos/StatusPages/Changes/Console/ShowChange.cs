using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.StatusPages.Changes.Console.Publish;
using Pharos.StatusPages.Components.Console.Picker;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Rules;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Changes.Console;

/// <summary>
/// A change with its timeline and the form that adds to it: <c>GET /console/pages/{page_id}/events/{change_id}</c>
/// </summary>
internal static class ShowChange
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var opened = await ChangeContext.Find(request, db);
        var form = new Form
        {
            ["status"] = WireName<ChangeStatus>.ToWire(opened.Change.Status),
            ["next"] = opened.Change.Type == ChangeType.Incident ? "30" : "0",
            ["notify"] = opened.Change.NotifySubscribers ? "true" : "",
        };
        return await Page(request, db, opened, form, Picked.None);
    }

    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        ChangeContext opened,
        Form form,
        Picked picked
    )
    {
        var change = opened.Change;
        var components = request.May(Permissions.StatusPagesEventsManage)
            ? await PageComponents.Read(db, opened.Page.PageId, request.Cancel)
            : new PageComponents([]);
        var about = new ChangeLayoutModel(
            await db
                .Members.AsNoTracking()
                .Where(m => change.ResponderIds.Contains(m.MemberId))
                .OrderBy(m => m.Name)
                .Select(m => m.Name)
                .ToListAsync(request.Cancel),
            await Linked(db, opened, request.Cancel),
            await DeliveryLog.Read(db, change.ChangeId, request.Cancel),
            await ShowPublish.MayTell(request, db, opened.Page)
                ? await AudienceSize.Count(
                    db,
                    opened.Page.PageId,
                    [.. opened.Touched.Keys, .. picked.Statuses.Keys],
                    change.ChangeId,
                    request.Cancel
                )
                : null,
            await PreparedTexts.For(db, opened, request.Cancel)
        );
        return request.Page<ChangePage>(
            form.Status,
            (nameof(ChangePage.Opened), opened),
            (nameof(ChangePage.About), about),
            (nameof(ChangePage.Components), components),
            (nameof(ChangePage.Form), form),
            (nameof(ChangePage.Picked), picked)
        );
    }

    private static async Task<List<(long ChangeId, string Title)>> Linked(
        PharosDb db,
        ChangeContext opened,
        CancellationToken cancel
    )
    {
        var ids = opened
            .Change.LinkedChangeIds.Select(id => long.Parse(id, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        return ids.Count == 0
            ? []
            :
            [
                .. (
                    await db
                        .Changes.AsNoTracking()
                        .Where(c => ids.Contains(c.ChangeId))
                        .OrderByDescending(c => c.StartAt)
                        .Select(c => new { c.ChangeId, c.Title })
                        .ToListAsync(cancel)
                ).Select(c => (c.ChangeId, c.Title)),
            ];
    }
}

/// <summary>The parts of a change other than its timeline.</summary>
/// <param name="Deliveries">The delivery progress of its notifications.</param>
/// <param name="Reach">The audience size of the next update; null if the page can notify no one.</param>
public sealed record ChangeLayoutModel(
    IReadOnlyList<string> Responders,
    IReadOnlyList<(long ChangeId, string Title)> Linked,
    DeliveryLog Deliveries,
    int? Reach,
    IReadOnlyList<PreparedText> Texts
);
