using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;

namespace Pharos.Notifications;

/// <summary>Records, within the transaction that publishes something, that it must be told. Nothing is sent here.</summary>
internal static class Outbox
{
    /// <param name="write">With the page locked: the numbers of an event's notifications are consecutive.</param>
    /// <param name="change">With its whole timeline, derived.</param>
    /// <param name="told">The entries that are new.</param>
    public static async Task Record(
        WriteTransaction write, long accountId, ChangeRow change, IReadOnlyCollection<UpdateRow> told, TimeProvider clock,
        CancellationToken cancel)
    {
        var db = write.Db;
        var last = await db.Notifications.Where(n => n.ChangeId == change.ChangeId).MaxAsync(n => (int?)n.Seq, cancel) ?? 0;
        db.Notifications.Add(new NotificationRow
        {
            ChangeId = change.ChangeId,
            Seq = last + 1,
            PageId = change.PageId,
            AccountId = accountId,
            Content = (await Content(db, change, told, cancel)).ToJson(),
            CreatedAt = clock.Seconds(),
        });
        write.SignalOutbox();
    }

    private static async Task<NotificationContent> Content(PharosDb db, ChangeRow change, IReadOnlyCollection<UpdateRow> told, CancellationToken cancel)
    {
        var timeline = DerivedChange.InOrder(change.Updates);
        var outcome = TimelineRules.Replay(change.Type, change.StartAt, timeline.ConvertAll(DerivedChange.Entry), static _ => true);
        var ids = outcome.Components.Select(c => c.ComponentId).ToList();
        var known = await db.Components.Where(c => ids.Contains(c.ComponentId)).Select(c => new { c.ComponentId, c.Name, c.HideAll, c.SectionId })
            .ToDictionaryAsync(c => c.ComponentId, StringComparer.Ordinal, cancel);
        var hiddenSections = await db.Sections.Where(s => s.PageId == change.PageId && s.HideAll).Select(s => s.SectionId).ToHashSetAsync(cancel);
        return new NotificationContent(
            change.Title, change.Type, change.Status, change.StartAt, change.CloseAt,
            [.. timeline.Where(told.Contains).Select(u => new ToldEntry(u.UpdateId, u.AtSeconds, u.Status, u.Description, u.NextUpdateAt))],
            [.. outcome.Components.Select(c => new ToldComponent(
                c.ComponentId, known[c.ComponentId].Name, c.Status,
                known[c.ComponentId].HideAll || (known[c.ComponentId].SectionId is { } section && hiddenSections.Contains(section))))]);
    }
}
