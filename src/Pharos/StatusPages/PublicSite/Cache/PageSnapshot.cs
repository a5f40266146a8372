using NodaTime;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;
using Pharos.StatusPages.Sections;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// A page as visitors may see it at one moment, without hidden items. All views are rendered from it.
/// </summary>
public sealed record PageSnapshot
{
    /// <summary>
    /// Whether the database was unreachable when this was requested, so that it shows the state at <see cref="Now"/>.
    /// </summary>
    public bool IsLastGood { get; init; }

    public required PageRow Page { get; init; }

    /// <summary>The account's time zone, for day boundaries and displayed times.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>When the snapshot was taken, in unix seconds.</summary>
    public required long Now { get; init; }

    public required OverallState Overall { get; init; }

    /// <summary>In display order. Components without a section come first, in a group without a row.</summary>
    public required IReadOnlyList<VisibleSection> Sections { get; init; }

    /// <summary>Incidents and maintenances in progress, newest start first.</summary>
    public required IReadOnlyList<VisibleChange> Open { get; init; }

    /// <summary>Maintenances, and incidents announced ahead, that have not begun, soonest first.</summary>
    public required IReadOnlyList<VisibleChange> Upcoming { get; init; }

    /// <summary>Changes that began and ended within the uptime window, newest start first.</summary>
    public required IReadOnlyList<VisibleChange> Past { get; init; }

    /// <summary>
    /// Every component that may be named, by ID: the visible ones, and deleted ones that changes still name.
    /// </summary>
    public required IReadOnlyDictionary<string, ComponentRow> Components { get; init; }

    /// <summary>
    /// All changes in the window, and the latest fifty incidents and fifty maintenances of any age; newest start first.
    /// </summary>
    public required IReadOnlyList<VisibleChange> Changes { get; init; }

    /// <summary>
    /// The month of the first change, or the current month if that is earlier. Months are represented by their first
    /// day.
    /// </summary>
    public required DateOnly FirstMonth { get; init; }

    /// <summary>The last month in which a change begins or is open, or the current month if that is later.</summary>
    public required DateOnly LastMonth { get; init; }

    /// <summary>The changes in the window, by ID.</summary>
    public required IReadOnlyDictionary<long, VisibleChange> ChangesById { get; init; }

    /// <summary>Finds a change in the window; null if it is not there.</summary>
    public VisibleChange? Change(long changeId) => ChangesById.GetValueOrDefault(changeId);

    /// <summary>When any part of the page last changed, in unix seconds; also its settings.</summary>
    public required long UpdatedAt { get; init; }

    /// <summary>When a status or an event last changed, in unix seconds: what visitors mean by updated.</summary>
    public required long StateChangedAt { get; init; }

    /// <summary>
    /// When an event last changed the status of each component, in unix seconds; without those that no event in the
    /// window changed.
    /// </summary>
    public required Lazy<IReadOnlyDictionary<string, long>> StatusChangedAt { get; init; }

    public IEnumerable<VisibleComponent> ShownComponents => Sections.SelectMany(s => s.Components);
}

/// <param name="Row">Null for the components without a section.</param>
/// <param name="Watched">The sum over the components whose uptime is shown; null without any.</param>
public sealed record VisibleSection(
    SectionRow? Row,
    IReadOnlyList<VisibleComponent> Components,
    ComponentStatus Worst,
    Lazy<Availability>? Watched
)
{
    /// <summary>Null if hidden.</summary>
    public Availability? Uptime => Watched?.Value;

    /// <summary>Null if hidden, or as long as none of its components has a share to show.</summary>
    public double? ShownShare => Components.Any(c => c.Uptime?.ShownShare is not null) ? Uptime?.Share : null;
}

/// <param name="Watched">Null if hidden.</param>
public sealed record VisibleComponent(ComponentRow Row, ComponentStatus Status, Lazy<ComponentUptime>? Watched)
{
    /// <summary>Null if hidden.</summary>
    public Availability? Uptime => Watched?.Value.Whole;

    /// <summary>Empty if hidden.</summary>
    public IReadOnlyList<UptimeDay> Days => Watched?.Value.Days ?? [];
}

/// <summary>A change with its timeline, without hidden components.</summary>
/// <param name="Updates">Oldest first.</param>
/// <param name="Components">The affected components, with their status after the last update.</param>
/// <param name="Worst">The worst status it gave any component.</param>
public sealed record VisibleChange(
    long ChangeId,
    ChangeType Type,
    string Title,
    RenderedMarkdown Description,
    ChangeStatus Status,
    long StartAt,
    long? CloseAt,
    bool IsRetrospective,
    long CreatedAt,
    long UpdatedAt,
    IReadOnlyList<VisibleUpdate> Updates,
    IReadOnlyList<ComponentState> Components,
    ComponentStatus Worst
)
{
    /// <summary>
    /// When the next update is promised, in unix seconds; null without a promise or if the change has ended.
    /// </summary>
    public long? NextUpdateAt { get; init; }

    /// <summary>Incremented by every write to the change.</summary>
    public required long Revision { get; init; }

    /// <summary>The description if it differs from the first update's text; otherwise null.</summary>
    public RenderedMarkdown? Introduction =>
        Description.IsEmpty || Updates[0].Text.Markdown.Trim() == Description.Markdown.Trim() ? null : Description;

    /// <summary>The current text: that of the newest update, or the description if that update has none.</summary>
    public RenderedMarkdown Latest => Updates[^1].Text.IsEmpty ? Description : Updates[^1].Text;

    public bool IsOver => Status.IsTerminal();

    /// <summary>
    /// Whether it has begun: its start time has passed, or an update began it earlier, as a maintenance may.
    /// </summary>
    /// <param name="now">Unix seconds.</param>
    public bool HasBegun(long now) =>
        Status != ChangeStatus.Scheduled
        && (StartAt <= now || Updates.Any(u => u.StatusAfter != ChangeStatus.Scheduled && u.AtSeconds <= now));

    /// <summary>
    /// The earliest of its times: when a reader of machine-readable documents takes it to be created. A past event is
    /// stored long after it happened.
    /// </summary>
    public long FirstAt => Math.Min(Math.Min(CreatedAt, BeganAt), Updates[0].AtSeconds);

    /// <summary>
    /// The start, or the first update that began it earlier than planned; also for a maintenance that was called off
    /// before its start.
    /// </summary>
    public long BeganAt =>
        Updates
            .Where(u => u.StatusAfter != ChangeStatus.Scheduled)
            .Aggregate(StartAt, (began, u) => Math.Min(began, u.AtSeconds));

    /// <summary>The end, never before a time that its updates show; null if it is not over.</summary>
    public long? EndedAt =>
        IsOver && CloseAt is { } close
            ? Math.Max(
                Math.Max(close, BeganAt),
                Updates.LastOrDefault(u => u.Status is not null && !u.StatusAfter.IsTerminal())?.AtSeconds ?? close
            )
            : null;

    /// <summary>
    /// When readers could last learn something new: the latest update that is not in the future. What is published
    /// late counts from its publication, because feed readers skip what is dated before their last visit; a past event
    /// is no news, so its own times count.
    /// </summary>
    /// <param name="now">Unix seconds.</param>
    public long NewsAt(long now) =>
        Updates
            .Where(u => u.AtSeconds <= now)
            .Select(u => IsRetrospective ? u.AtSeconds : Math.Max(u.AtSeconds, u.PublishedAt))
            .DefaultIfEmpty(CreatedAt)
            .Max();
}

/// <param name="PublishedAt">When it was added, in unix seconds, whatever time it is about.</param>
public sealed record VisibleUpdate(
    string UpdateId,
    long AtSeconds,
    long PublishedAt,
    ChangeStatus? Status,
    ChangeStatus StatusAfter,
    RenderedMarkdown Text,
    IReadOnlyList<ComponentState> Components
);
