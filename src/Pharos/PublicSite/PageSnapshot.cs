using Pharos.Status;
using Pharos.Storage.Rows;

namespace Pharos.PublicSite;

/// <summary>A page as visitors may see it at one moment: what every view of it is made from. Hidden things are not in it.</summary>
public sealed record PageSnapshot
{

    public required PageRow Page { get; init; }

    /// <summary>The account's: days are cut in it and times are told in it.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The moment it is of, in unix seconds.</summary>
    public required long Now { get; init; }

    public required OverallState Overall { get; init; }

    /// <summary>In the order shown; the components that are in no section come first, in a group without a row.</summary>
    public required IReadOnlyList<ShownSection> Sections { get; init; }

    /// <summary>Incidents and maintenances that go on, newest start first.</summary>
    public required IReadOnlyList<ShownEvent> Open { get; init; }

    /// <summary>Maintenances that have not begun, soonest first.</summary>
    public required IReadOnlyList<ShownEvent> Upcoming { get; init; }

    /// <summary>Ended within the uptime window, newest start first.</summary>
    public required IReadOnlyList<ShownEvent> Past { get; init; }

    /// <summary>Every component that may be named, by ID: the visible ones, and deleted ones that events go on naming.</summary>
    public required IReadOnlyDictionary<string, ComponentRow> Components { get; init; }

    /// <summary>All events of the window, newest start first.</summary>
    public required IReadOnlyList<ShownEvent> Events { get; init; }

    /// <summary>The same, by ID.</summary>
    public required IReadOnlyDictionary<long, ShownEvent> EventsById { get; init; }

    /// <summary>An event of the window; null when there is no such one.</summary>
    public ShownEvent? Event(long changeId) => EventsById.GetValueOrDefault(changeId);

    /// <summary>When anything of the page last changed, in unix seconds.</summary>
    public required long UpdatedAt { get; init; }

    public IEnumerable<ShownComponent> ShownComponents => Sections.SelectMany(s => s.Components);
}

/// <param name="Row">Null for the components that are in no section.</param>
/// <param name="Watched">Over its components; null where it is hidden.</param>
public sealed record ShownSection(SectionRow? Row, IReadOnlyList<ShownComponent> Components, ComponentStatus Worst, Lazy<Availability>? Watched)
{
    /// <summary>Null where it is hidden.</summary>
    public Availability? Uptime => Watched?.Value;
}

/// <param name="Watched">Null where it is hidden.</param>
public sealed record ShownComponent(ComponentRow Row, ComponentStatus Status, Lazy<ComponentUptime>? Watched)
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
public sealed record ShownEvent(
    long ChangeId,
    ChangeType Type,
    string Title,
    string Description,
    ChangeStatus Status,
    long StartAt,
    long? CloseAt,
    bool IsRetrospective,
    long CreatedAt,
    long UpdatedAt,
    IReadOnlyList<ShownUpdate> Updates,
    IReadOnlyList<ComponentState> Components,
    ComponentStatus Worst)
{
    public bool IsOver => Status.IsTerminal();

    /// <summary>When the latest entry of the timeline was made.</summary>
    public long LatestUpdateAt => Updates[^1].AtSeconds;
}

public sealed record ShownUpdate(string UpdateId, long AtSeconds, ChangeStatus? Status, ChangeStatus StatusAfter, string Description, IReadOnlyList<ComponentState> Components);
