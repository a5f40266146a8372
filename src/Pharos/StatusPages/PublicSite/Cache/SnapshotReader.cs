using Microsoft.EntityFrameworkCore;
using NodaTime;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;
using Pharos.StatusPages.Sections;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>Reads snapshots of pages from the database.</summary>
internal sealed class SnapshotReader(
    IDbContextFactory<PharosDb> databases,
    ChangeSnapshotReader changeReader,
    TimeProvider clock
)
{
    /// <summary>Null if there is no such page.</summary>
    public async Task<PageSnapshot?> Take(long pageId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        return await Take(db, pageId, cancel);
    }

    /// <summary>The same within a transaction that has begun.</summary>
    public async Task<PageSnapshot?> Take(PharosDb db, long pageId, CancellationToken cancel)
    {
        var page = await db.Pages.AsNoTracking().SingleOrDefaultAsync(p => p.PageId == pageId, cancel);
        if (page is null)
            return null;
        var zone = TimeZones.FindOrUtc(
            await db.Accounts.Where(a => a.AccountId == page.AccountId).Select(a => a.TimeZone).SingleAsync(cancel)
        );
        var now = clock.Seconds();
        var days = DayBounds.Last(Uptime.Days, now, zone);
        var visible = await VisibleItems.Read(db, pageId, cancel);
        var stored = await changeReader.InWindow(
            db,
            pageId,
            Math.Min(days[0].FromSeconds, now - Uptime.WindowSeconds),
            cancel
        );
        var starts = db.Changes.Where(c => c.PageId == pageId).Select(c => (long?)c.StartAt);
        var (first, last) = (
            await starts.OrderBy(s => s).FirstOrDefaultAsync(cancel),
            await starts.OrderByDescending(s => s).FirstOrDefaultAsync(cancel)
        );
        return Build(page, zone, now, days, visible, stored, (Math.Min(first ?? now, now), Math.Max(last ?? now, now)));
    }

    /// <summary>
    /// A change as visitors may see it, and those it is linked to; null if the page has no such change.
    /// </summary>
    public async Task<(VisibleChange Change, IReadOnlyList<VisibleChange> Linked)?> Change(
        long pageId,
        long changeId,
        CancellationToken cancel
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        var links = db.ChangeLinks.Where(l => l.LowChangeId == changeId || l.HighChangeId == changeId);
        var linked = await links
            .Select(l => l.LowChangeId == changeId ? l.HighChangeId : l.LowChangeId)
            .ToListAsync(cancel);
        var all = await db
            .Changes.Where(c => c.PageId == pageId && (c.ChangeId == changeId || linked.Contains(c.ChangeId)))
            .OrderBy(c => c.ChangeId)
            .Select(c => new ChangeVersion { ChangeId = c.ChangeId, Revision = c.Revision })
            .ToListAsync(cancel);
        var shown = await Show(db, pageId, all, cancel);
        return shown.Find(e => e.ChangeId == changeId) is { } one ? (one, shown.FindAll(e => e != one)) : null;
    }

    /// <summary>
    /// Changes by ID as visitors may see them, in the given order, within a transaction that has begun. Nothing is
    /// kept.
    /// </summary>
    public static async Task<List<VisibleChange>> Changes(
        PharosDb db,
        long pageId,
        IReadOnlyList<long> changeIds,
        CancellationToken cancel
    )
    {
        var visible = await VisibleItems.Read(db, pageId, cancel);
        var read = await ChangeSnapshotReader.FromDatabase(db, changeIds, cancel);
        return
        [
            .. changeIds
                .Where(id => read.GetValueOrDefault(id)?.Row.PageId == pageId)
                .Select(id => read[id].Shown(visible.Nameable)),
        ];
    }

    /// <summary>
    /// The changes that were open within a time span, newest first, and when the nearest ones outside it began.
    /// </summary>
    /// <param name="from">Unix seconds, inclusive.</param>
    /// <param name="to">Unix seconds, exclusive.</param>
    public async Task<ChangeSpan> Between(long pageId, long from, long to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        var changes = db.Changes.Where(c => c.PageId == pageId);
        var there = await changes
            .Where(c => c.StartAt >= from && c.StartAt < to)
            .Select(c => new
            {
                c.ChangeId,
                c.Revision,
                c.StartAt,
            })
            .Union(
                changes
                    .Where(c => c.StartAt < from && c.CloseAt > from)
                    .Select(c => new
                    {
                        c.ChangeId,
                        c.Revision,
                        c.StartAt,
                    })
            )
            .OrderByDescending(c => c.StartAt)
            .ThenByDescending(c => c.ChangeId)
            .ToListAsync(cancel);
        var starts = changes.Select(c => (long?)c.StartAt);
        return new ChangeSpan(
            await Show(
                db,
                pageId,
                there.ConvertAll(c => new ChangeVersion { ChangeId = c.ChangeId, Revision = c.Revision }),
                cancel
            ),
            await starts.Where(s => s < from).OrderByDescending(s => s).FirstOrDefaultAsync(cancel),
            await starts.Where(s => s >= to).OrderBy(s => s).FirstOrDefaultAsync(cancel)
        );
    }

    private async Task<List<VisibleChange>> Show(
        PharosDb db,
        long pageId,
        List<ChangeVersion> which,
        CancellationToken cancel
    )
    {
        var visible = await VisibleItems.Read(db, pageId, cancel);
        return (await changeReader.Read(db, pageId, which, cancel)).ConvertAll(e => e.Shown(visible.Nameable));
    }

    private static PageSnapshot Build(
        PageRow page,
        DateTimeZone zone,
        long now,
        IReadOnlyList<DayBounds> days,
        VisibleItems visible,
        IReadOnlyCollection<StoredChange> stored,
        (long First, long Last) starts
    )
    {
        var present = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        foreach (var e in stored.Where(e => !e.Row.Status.IsTerminal()))
        {
            foreach (var (id, status) in CurrentStatus.From(e.Row.Type, e.Row.StartAt, e.Entries, now))
                present[id] = status > present.GetValueOrDefault(id) ? status : present.GetValueOrDefault(id);
        }

        // Only the page's main view shows uptime.
        var impacts = new Lazy<ILookup<string, StatusInterval>>(() =>
            stored.SelectMany(e => e.Impacts(now)).ToLookup(i => i.ComponentId, StringComparer.Ordinal)
        );
        var sections = visible
            .Groups.Select(group => Section(page, group, present, impacts, now, days))
            .Where(s => s.Components.Count > 0)
            .ToList();
        var shown = stored
            .Select(e => e.Shown(visible.Nameable))
            .OrderByDescending(e => e.StartAt)
            .ThenByDescending(e => e.ChangeId)
            .ToList();
        var statusChangedAt = new Lazy<IReadOnlyDictionary<string, long>>(() =>
        {
            var last = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var (id, at) in stored.SelectMany(e => CurrentStatus.Changes(e.Row.Type, e.Entries, now)))
                last[id] = Math.Max(at, last.GetValueOrDefault(id));
            return last;
        });
        return new PageSnapshot
        {
            Page = page,
            Zone = zone,
            Now = now,
            Overall = CurrentStatus.Overall(sections.SelectMany(s => s.Components).Select(c => c.Status)),
            Sections = sections,
            Open = [.. shown.Where(e => !e.IsOver && e.HasBegun(now))],
            Upcoming = [.. shown.Where(e => !e.IsOver && !e.HasBegun(now)).Reverse()],
            Past =
            [
                .. shown.Where(e =>
                    e.IsOver && e.HasBegun(now) && (e.CloseAt ?? e.StartAt) >= now - Uptime.WindowSeconds
                ),
            ],
            Changes = shown,
            FirstMonth = SiteViews.MonthOf(starts.First, zone),
            LastMonth = SiteViews.MonthOf(Math.Max(starts.Last, shown.Max(e => e.CloseAt) ?? 0), zone),
            ChangesById = shown.ToDictionary(e => e.ChangeId),
            Components = visible.Nameable,
            UpdatedAt = shown
                .Select(e => Math.Max(e.UpdatedAt, e.NewsAt(now)))
                .Concat(visible.Shown.Values.Select(c => c.UpdatedAt))
                .Append(page.UpdatedAt)
                .Max(),
            StateChangedAt = shown
                .Select(e => e.NewsAt(now))
                .Concat(visible.Shown.Values.Select(c => c.CreatedAt))
                .Append(page.CreatedAt)
                .Max(),
            StatusChangedAt = statusChangedAt,
        };
    }

    private static VisibleSection Section(
        PageRow page,
        (SectionRow? Row, List<ComponentRow> Components) group,
        Dictionary<string, ComponentStatus> present,
        Lazy<ILookup<string, StatusInterval>> impacts,
        long now,
        IReadOnlyList<DayBounds> days
    )
    {
        var allHidden = group.Row?.HideUptime == true || page.DisplayUptimeMode == UptimeMode.None;
        var components = new List<VisibleComponent>(group.Components.Count);
        foreach (var row in group.Components)
        {
            var uptime = new Lazy<ComponentUptime>(() =>
                ComponentUptime.From([.. impacts.Value[row.ComponentId]], row.AvailableSinceSeconds, now, days)
            );
            components.Add(
                new VisibleComponent(
                    row,
                    present.GetValueOrDefault(row.ComponentId),
                    allHidden || row.HideUptime ? null : uptime
                )
            );
        }

        // Only over components whose own uptime is shown; otherwise a hidden one could be calculated.
        List<Lazy<ComponentUptime>> watched = [.. components.Select(c => c.Watched).OfType<Lazy<ComponentUptime>>()];
        var whole = new Lazy<Availability>(() =>
            watched.Aggregate(default(Availability), (sum, one) => sum + one.Value.Whole)
        );
        return new VisibleSection(
            group.Row,
            components,
            components.Select(c => c.Status).DefaultIfEmpty().Max(),
            watched.Count == 0 ? null : whole
        );
    }
}

/// <summary>The changes of a time span.</summary>
/// <param name="Before">
/// When the nearest change before the span began, in unix seconds; null if it is the first.
/// </param>
/// <param name="After">When the nearest change after the span begins.</param>
internal sealed record ChangeSpan(IReadOnlyList<VisibleChange> Changes, long? Before, long? After);
