using Microsoft.EntityFrameworkCore;
using Pharos.Status;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.PublicSite;

/// <summary>Takes snapshots of pages.</summary>
internal sealed class SnapshotReader(IDbContextFactory<StatusDb> databases, EventReader events, TimeProvider clock)
{
    /// <summary>Null when there is no such page any more.</summary>
    public async Task<PageSnapshot?> Take(long pageId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        return await Take(db, pageId, cancel);
    }

    /// <summary>The same within a read that has begun.</summary>
    public async Task<PageSnapshot?> Take(StatusDb db, long pageId, CancellationToken cancel)
    {
        var page = await db.Pages.AsNoTracking().SingleOrDefaultAsync(p => p.PageId == pageId, cancel);
        if (page is null)
            return null;
        var zone = TimeZone(await db.Accounts.Where(a => a.AccountId == page.AccountId).Select(a => a.TimeZone).SingleAsync(cancel));
        var now = clock.Seconds();
        var days = DayBounds.Last(Uptime.Days, now, zone);
        var visible = await VisibleThings.Read(db, pageId, cancel);
        var stored = await events.InWindow(db, pageId, Math.Min(days[0].FromSeconds, now - Uptime.WindowSeconds), cancel);
        return Build(page, zone, now, days, visible, stored);
    }

    /// <summary>Events by ID as visitors may see them, in the order given.</summary>
    public async Task<List<ShownEvent>> Events(long pageId, IReadOnlyList<long> changeIds, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var snapshot = await db.BeginRead(cancel);
        return await Events(db, pageId, changeIds, cancel);
    }

    /// <summary>The same within a read that has begun.</summary>
    public static async Task<List<ShownEvent>> Events(StatusDb db, long pageId, IReadOnlyList<long> changeIds, CancellationToken cancel)
    {
        var visible = await VisibleThings.Read(db, pageId, cancel);
        var read = (await EventReader.Read(db, changeIds, cancel)).Where(e => e.Row.PageId == pageId).ToDictionary(e => e.Row.ChangeId);
        return [.. changeIds.Where(read.ContainsKey).Select(id => Show(read[id], visible))];
    }

    internal static TimeZoneInfo TimeZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private static PageSnapshot Build(
        PageRow page, TimeZoneInfo zone, long now, IReadOnlyList<DayBounds> days, VisibleThings visible, IReadOnlyCollection<StoredEvent> stored)
    {
        var impacts = stored.SelectMany(e => Uptime.Impacts(e.Row.ChangeId, e.Row.Type, e.Entries, now))
            .Where(i => visible.Shown.ContainsKey(i.ComponentId)).ToLookup(i => i.ComponentId, StringComparer.Ordinal);
        var present = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        foreach (var e in stored.Where(e => !e.Row.Status.IsTerminal()))
        {
            foreach (var (id, status) in PresentStatus.Of(e.Row.Type, e.Row.StartAt, e.Entries, now))
                present[id] = status > present.GetValueOrDefault(id) ? status : present.GetValueOrDefault(id);
        }

        var sections = visible.Groups.Select(group => Section(page, group, present, impacts, now, days)).Where(s => s.Components.Count > 0).ToList();
        var shown = stored.Select(e => Show(e, visible)).OrderByDescending(e => e.StartAt).ThenByDescending(e => e.ChangeId).ToList();
        return new PageSnapshot
        {
            Page = page,
            Zone = zone,
            Now = now,
            Overall = PresentStatus.Overall(sections.SelectMany(s => s.Components).Select(c => c.Status)),
            Sections = sections,
            Open = [.. shown.Where(e => !e.IsOver && e.Status != ChangeStatus.Scheduled)],
            Upcoming = [.. shown.Where(e => e.Status == ChangeStatus.Scheduled).Reverse()],
            Past = [.. shown.Where(e => e.IsOver)],
            Components = visible.Nameable,
        };
    }

    private static ShownSection Section(
        PageRow page, (SectionRow? Row, List<ComponentRow> Components) group, Dictionary<string, ComponentStatus> present,
        ILookup<string, Impact> impacts, long now, IReadOnlyList<DayBounds> days)
    {
        var components = new List<ShownComponent>(group.Components.Count);
        Availability sum = default;
        foreach (var row in group.Components)
        {
            var own = impacts[row.ComponentId].ToList();
            var uptime = Uptime.Of(own, row.AvailableSinceSeconds, now);
            sum += uptime;
            var hidden = row.HideUptime || group.Row?.HideUptime == true || page.DisplayUptimeMode == UptimeMode.None;
            components.Add(new ShownComponent(
                row, present.GetValueOrDefault(row.ComponentId), hidden ? null : uptime, hidden ? [] : UptimeDay.Of(own, row.AvailableSinceSeconds, now, days)));
        }

        var worst = components.Select(c => c.Status).DefaultIfEmpty().Max();
        return new ShownSection(group.Row, components, worst, group.Row?.HideUptime == true || page.DisplayUptimeMode == UptimeMode.None ? null : sum);
    }

    private static ShownEvent Show(StoredEvent e, VisibleThings visible)
    {
        var status = ChangeStatuses.First(e.Row.Type);
        var worst = ComponentStatus.Operational;
        var updates = new List<ShownUpdate>(e.Updates.Count);
        for (var i = 0; i < e.Updates.Count; i++)
        {
            var (update, entry) = (e.Updates[i], e.Entries[i]);
            status = entry.Status ?? status;
            List<ComponentState> components = [.. entry.Components.Where(c => visible.Nameable.ContainsKey(c.ComponentId))];
            foreach (var c in components)
                worst = c.Status > worst ? c.Status : worst;
            updates.Add(new ShownUpdate(update.UpdateId, update.AtSeconds, update.Status, status, update.Description, components));
        }

        var after = TimelineRules.Play(e.Row.Type, e.Row.StartAt, e.Entries).Components.Where(c => visible.Nameable.ContainsKey(c.ComponentId));
        return new ShownEvent(
            e.Row.ChangeId, e.Row.Type, e.Row.Title, e.Row.Description, e.Row.Status, e.Row.StartAt, e.Row.CloseAt, e.Row.IsRetrospective,
            e.Row.CreatedAt, e.Row.UpdatedAt, updates, [.. after], worst);
    }
}
