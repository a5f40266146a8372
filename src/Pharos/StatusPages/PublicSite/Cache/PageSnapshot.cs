using NodaTime;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;
using Pharos.StatusPages.Sections;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// A page as visitors may see it at one moment: what every view of it is made from. Hidden things are not in it.
/// </summary>
public sealed record PageSnapshot
{
    /// <summary>
    /// Whether the database was out of reach when it was asked for: then it tells how things were at <see cref="Now"/>.
    /// </summary>
    public bool IsLastGood { get; init; }

    public required PageRow Page { get; init; }

    /// <summary>The account's: days are cut in it and times are told in it.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The moment it is of, in unix seconds.</summary>
    public required long Now { get; init; }

    public required OverallState Overall { get; init; }

    /// <summary>
    /// In the order shown; the components that are in no section come first, in a group without a row.
    /// </summary>
    public required IReadOnlyList<VisibleSection> Sections { get; init; }

    /// <summary>Incidents and maintenances that go on, newest start first.</summary>
    public required IReadOnlyList<VisibleChange> Open { get; init; }

    /// <summary>Maintenances, and incidents dated ahead, that have not begun, soonest first.</summary>
    public required IReadOnlyList<VisibleChange> Upcoming { get; init; }

    /// <summary>Begun and ended within the uptime window, newest start first.</summary>
    public required IReadOnlyList<VisibleChange> Past { get; init; }

    /// <summary>
    /// Every component that may be named, by ID: the visible ones, and deleted ones that events go on naming.
    /// </summary>
    public required IReadOnlyDictionary<string, ComponentRow> Components { get; init; }

    /// <summary>
    /// All events of the window, and the latest fifty incidents whatever their age; newest start first.
    /// </summary>
    public required IReadOnlyList<VisibleChange> Events { get; init; }

    /// <summary>
    /// Before it no event began, and it is not after the present one. As its first day, like all months.
    /// </summary>
    public required DateOnly FirstMonth { get; init; }

    /// <summary>After it no event begins or goes on, and it is not before the present one.</summary>
    public required DateOnly LastMonth { get; init; }

    /// <summary>The same, by ID.</summary>
    public required IReadOnlyDictionary<long, VisibleChange> EventsById { get; init; }

    /// <summary>An event of the window; null when there is no such one.</summary>
    public VisibleChange? Event(long changeId) => EventsById.GetValueOrDefault(changeId);

    /// <summary>When anything of the page last changed, in unix seconds.</summary>
    public required long UpdatedAt { get; init; }

    public IEnumerable<VisibleComponent> ShownComponents => Sections.SelectMany(s => s.Components);
}

/// <param name="Row">Null for the components that are in no section.</param>
/// <param name="Watched">Over those of its components whose own is shown; null where there are none.</param>
public sealed record VisibleSection(
    SectionRow? Row,
    IReadOnlyList<VisibleComponent> Components,
    ComponentStatus Worst,
    Lazy<Availability>? Watched
)
{
    /// <summary>Null where it is hidden.</summary>
    public Availability? Uptime => Watched?.Value;
}

/// <param name="Watched">Null where it is hidden.</param>
public sealed record VisibleComponent(ComponentRow Row, ComponentStatus Status, Lazy<ComponentUptime>? Watched)
{
    /// <summary>Null where it is hidden.</summary>
    public Availability? Uptime => Watched?.Value.Whole;

    /// <summary>Empty where they are hidden.</summary>
    public IReadOnlyList<UptimeDay> Days => Watched?.Value.Days ?? [];
}

/// <summary>An event with its timeline, hidden components left out.</summary>
/// <param name="Updates">Oldest first.</param>
/// <param name="Components">Those it touched, with their status after the last update.</param>
/// <param name="Worst">The worst status it gave to any component.</param>
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
    /// When the next update is promised for, in unix seconds; null where nothing is, or the event is over.
    /// </summary>
    public long? NextUpdateAt { get; init; }

    /// <summary>Its description, where that says more than its first update does; null where it does not.</summary>
    public RenderedMarkdown? Introduction =>
        Description.IsEmpty || Updates[0].Text.Markdown.Trim() == Description.Markdown.Trim() ? null : Description;

    /// <summary>
    /// What there is to say of it now: its newest update's text, its description where that has none.
    /// </summary>
    public RenderedMarkdown Latest => Updates[^1].Text.IsEmpty ? Description : Updates[^1].Text;

    public bool IsOver => Status.IsTerminal();

    /// <summary>
    /// Whether it goes on, or went on: its start has come, or an update said so before (a maintenance may begin early).
    /// </summary>
    /// <param name="now">Unix seconds.</param>
    public bool HasBegun(long now) =>
        Status != ChangeStatus.Scheduled
        && (StartAt <= now || Updates.Any(u => u.StatusAfter != ChangeStatus.Scheduled && u.AtSeconds <= now));

    /// <summary>The time of the latest entry of the timeline that is not ahead; of its making where all are.</summary>
    /// <param name="now">Unix seconds.</param>
    public long LatestBy(long now) => Updates.LastOrDefault(u => u.AtSeconds <= now)?.AtSeconds ?? CreatedAt;
}

public sealed record VisibleUpdate(
    string UpdateId,
    long AtSeconds,
    ChangeStatus? Status,
    ChangeStatus StatusAfter,
    RenderedMarkdown Text,
    IReadOnlyList<ComponentState> Components
);
