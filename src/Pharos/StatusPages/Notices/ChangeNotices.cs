using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Notices;

/// <summary>Notifications of a change and its updates to the subscribers of its page.</summary>
internal static class ChangeNotices
{
    /// <summary>Stored with each notification and delivery.</summary>
    public const string Kind = "status-page-change";

    public static AudienceKind Create(ChangeNoticeLoader loader) =>
        new(Kind)
        {
            Expand = ChangeAudience.Expand,
            Load = loader.Load,
            Accepted = HardBounces.Accepted,
            Refused = HardBounces.Refused,
            Bounced = HardBounces.Bounced,
        };

    /// <summary>
    /// Stores a notification in the transaction that publishes the updates. It is sent after the commit.
    /// </summary>
    /// <param name="write">Must hold the page's lock, because a change's notifications are numbered.</param>
    /// <param name="change">With its whole timeline, derived.</param>
    /// <param name="updates">The new updates.</param>
    public static async Task Record(
        WriteTransaction write,
        long accountId,
        ChangeRow change,
        IReadOnlyCollection<UpdateRow> updates,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var content = await Content(write.Db, change, updates, cancel);
        await Outbox.Add(
            write,
            Kind,
            change.ChangeId,
            change.PageId,
            accountId,
            content.ToJson(),
            clock.Seconds(),
            cancel
        );
    }

    private static async Task<NotificationContent> Content(
        PharosDb db,
        ChangeRow change,
        IReadOnlyCollection<UpdateRow> updates,
        CancellationToken cancel
    )
    {
        var timeline = DerivedChange.InOrder(change.Updates);
        var outcome = TimelineRules.Replay(
            change.Type,
            change.StartAt,
            timeline.ConvertAll(DerivedChange.Entry),
            static _ => true
        );
        var ids = outcome.Components.Select(c => c.ComponentId).ToList();
        var known = await db
            .Components.Where(c => ids.Contains(c.ComponentId))
            .Select(c => new
            {
                c.ComponentId,
                c.Name,
                c.HideAll,
                c.SectionId,
            })
            .ToDictionaryAsync(c => c.ComponentId, StringComparer.Ordinal, cancel);
        var hiddenSections = await db
            .Sections.Where(s => s.PageId == change.PageId && s.HideAll)
            .Select(s => s.SectionId)
            .ToHashSetAsync(cancel);
        return new NotificationContent(
            change.Title,
            change.Type,
            change.Status,
            change.StartAt,
            change.CloseAt,
            [
                .. timeline
                    .Where(updates.Contains)
                    .Select(u => new NoticeEntry(u.UpdateId, u.AtSeconds, u.Status, u.Description, u.NextUpdateAt)),
            ],
            [
                .. outcome.Components.Select(c => new NoticeComponent(
                    c.ComponentId,
                    known[c.ComponentId].Name,
                    c.Status,
                    known[c.ComponentId].HideAll
                        || (known[c.ComponentId].SectionId is { } section && hiddenSections.Contains(section))
                )),
            ]
        );
    }
}
