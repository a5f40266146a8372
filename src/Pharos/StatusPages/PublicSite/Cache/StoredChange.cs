using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// A change read from the database and the values derived from it, computed once and kept, so that a write to one
/// change does not recompute the others.
/// </summary>
/// <param name="updates">Oldest first.</param>
/// <param name="entries">The same updates as input for the rules.</param>
internal sealed class StoredChange(
    ChangeRow row,
    IReadOnlyList<UpdateRow> updates,
    IReadOnlyList<TimelineEntry> entries
)
{
    // Concurrent requests may compute these twice, with equal results.
    private IReadOnlyList<StatusInterval>? impacts;
    private VisibleChange? whole;

    // Kept here, so that each text is rendered once per revision of the change.
    private readonly RenderedMarkdown description = new(row.Description);
    private readonly List<RenderedMarkdown> texts = [.. updates.Select(u => new RenderedMarkdown(u.Description))];

    public ChangeRow Row => row;
    public IReadOnlyList<TimelineEntry> Entries => entries;

    /// <summary>Every affected component, with its status after the last update.</summary>
    public IReadOnlyList<ComponentState> Touched { get; } =
        TimelineRules.Replay(row.Type, row.StartAt, entries).Components;

    /// <summary>The periods in which it affected components, up to now.</summary>
    public IReadOnlyList<StatusInterval> Impacts(long now) =>
        row.Status.IsTerminal() && entries[^1].AtSeconds < now
            ? impacts ??= [.. Uptime.Impacts(row.ChangeId, row.Type, entries, now)]
            : [.. Uptime.Impacts(row.ChangeId, row.Type, entries, now)];

    /// <summary>The change as visitors may see it, without components that must not be named.</summary>
    public VisibleChange Shown(IReadOnlyDictionary<string, ComponentRow> nameable) =>
        Touched.All(c => nameable.ContainsKey(c.ComponentId))
            ? whole ??= Show(static _ => true)
            : Show(nameable.ContainsKey);

    private VisibleChange Show(Func<string, bool> mayBeNamed)
    {
        var status = ChangeStatuses.First(row.Type);
        var worst = ComponentStatus.Operational;
        var shown = new List<VisibleUpdate>(updates.Count);
        for (var i = 0; i < updates.Count; i++)
        {
            var (update, entry) = (updates[i], entries[i]);
            status = entry.Status ?? status;
            List<ComponentState> components = [.. entry.Components.Where(c => mayBeNamed(c.ComponentId))];
            foreach (var c in components)
                worst = c.Status > worst ? c.Status : worst;
            shown.Add(
                new VisibleUpdate(
                    update.UpdateId,
                    update.AtSeconds,
                    update.CreatedAt,
                    update.Status,
                    status,
                    texts[i],
                    components
                )
            );
        }

        return new VisibleChange(
            row.ChangeId,
            row.Type,
            row.Title,
            description,
            row.Status,
            row.StartAt,
            row.CloseAt,
            row.IsRetrospective,
            row.CreatedAt,
            row.UpdatedAt,
            shown,
            [.. Touched.Where(c => mayBeNamed(c.ComponentId))],
            worst
        )
        {
            NextUpdateAt = row.Status.IsTerminal() ? null : updates[^1].NextUpdateAt,
            Revision = row.Revision,
        };
    }
}
