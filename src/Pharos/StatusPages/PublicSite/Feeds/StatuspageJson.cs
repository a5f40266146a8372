using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>
/// The JSON that clients of Atlassian Statuspage read, under <c>{page}/api/v2/</c>. IDs are stable strings, times are
/// ISO 8601.
/// </summary>
internal sealed class StatuspageJson(PageSnapshot page, PageAddress address)
{
    private const int MaxChanges = 50;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new PrintableText() },
    };

    /// <summary>The eight documents, by path below <c>api/v2/</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "summary.json",
        "status.json",
        "components.json",
        "incidents.json",
        "incidents/unresolved.json",
        "scheduled-maintenances.json",
        "scheduled-maintenances/upcoming.json",
        "scheduled-maintenances/active.json",
    ];

    public byte[] Write(string name) =>
        JsonSerializer.SerializeToUtf8Bytes<object>(
            name switch
            {
                "summary.json" => new
                {
                    Page = Page(),
                    Components = Components(),
                    Incidents = Incidents(page.Open),
                    ScheduledMaintenances = Maintenances(page.Upcoming.Concat(page.Open)),
                    Status = Overall(),
                },
                "status.json" => new { Page = Page(), Status = Overall() },
                "components.json" => new { Page = Page(), Components = Components() },
                "incidents.json" => new { Page = Page(), Incidents = Incidents(page.Changes) },
                "incidents/unresolved.json" => new { Page = Page(), Incidents = Incidents(page.Open) },
                "scheduled-maintenances.json" => new
                {
                    Page = Page(),
                    ScheduledMaintenances = Maintenances(page.Changes),
                },
                "scheduled-maintenances/upcoming.json" => new
                {
                    Page = Page(),
                    ScheduledMaintenances = Maintenances(page.Upcoming),
                },
                "scheduled-maintenances/active.json" => new
                {
                    Page = Page(),
                    ScheduledMaintenances = Maintenances(page.Open),
                },
                _ => throw new ArgumentOutOfRangeException(nameof(name)),
            },
            Options
        );

    public static (string Indicator, string Description) Indicator(OverallState state) =>
        state switch
        {
            OverallState.Out => ("critical", "Major Service Outage"),
            OverallState.PartlyOut => ("major", "Partial System Outage"),
            OverallState.Degraded => ("minor", "Minor Service Outage"),
            OverallState.Maintenance => ("maintenance", "Service Under Maintenance"),
            _ => ("none", "All Systems Operational"),
        };

    private string PageId => Text(page.Page.PageId);

    private object Page() =>
        new
        {
            Id = PageId,
            page.Page.Name,
            Url = address.Home,
            TimeZone = page.Zone.Id,
            UpdatedAt = Iso(page.UpdatedAt),
        };

    private object Overall()
    {
        var (indicator, description) = Indicator(page.Overall);
        return new { Indicator = indicator, Description = description };
    }

    private List<object> Components()
    {
        var all = new List<object>();
        var position = 0;
        foreach (var section in page.Sections)
        {
            if (section.Row is { } row)
            {
                all.Add(
                    new
                    {
                        Id = row.SectionId,
                        row.Name,
                        Status = Status(section.Worst),
                        CreatedAt = Iso(section.Components.Min(c => Math.Min(row.CreatedAt, CreatedAt(c.Row)))),
                        UpdatedAt = Iso(section.Components.Max(c => Math.Max(row.CreatedAt, UpdatedAt(c.Row)))),
                        Position = ++position,
                        row.Description,
                        Showcase = false,
                        StartDate = (string?)null,
                        GroupId = (string?)null,
                        PageId,
                        Group = true,
                        OnlyShowIfDegraded = false,
                        Components = section.Components.Select(c => c.Row.ComponentId),
                    }
                );
            }

            all.AddRange(section.Components.Select(c => Component(c.Row, c.Status, ++position)));
        }

        return all;
    }

    private object Component(ComponentRow row, ComponentStatus status, int position) =>
        new
        {
            Id = row.ComponentId,
            row.Name,
            Status = Status(status),
            CreatedAt = Iso(CreatedAt(row)),
            UpdatedAt = Iso(UpdatedAt(row)),
            Position = position,
            row.Description,
            Showcase = !row.HideUptime,
            StartDate = DateTimeOffset
                .FromUnixTimeSeconds(row.AvailableSinceSeconds)
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            GroupId = row.SectionId,
            PageId,
            Group = false,
            OnlyShowIfDegraded = false,
        };

    /// <summary>Not after <c>start_date</c>: a component may have existed before it was added to the page.</summary>
    private static long CreatedAt(ComponentRow row) => Math.Min(row.CreatedAt, row.AvailableSinceSeconds);

    /// <summary>Its status is part of a component, so an event that changes the status updates the component.</summary>
    private long UpdatedAt(ComponentRow row) =>
        Math.Max(row.UpdatedAt, page.StatusChangedAt.Value.GetValueOrDefault(row.ComponentId));

    private List<object> Incidents(IEnumerable<VisibleChange> changes) =>
        [
            .. changes
                .Where(e => e.Type == ChangeType.Incident)
                .Take(MaxChanges)
                .Select(e =>
                    (object)
                        new
                        {
                            Id = Text(e.ChangeId),
                            Name = e.Title,
                            Status = WireName<ChangeStatus>.ToWire(e.Status),
                            Impact = ImpactOf(e),
                            CreatedAt = Iso(e.FirstAt),
                            UpdatedAt = Iso(UpdatedAt(e)),
                            StartedAt = Iso(e.BeganAt),
                            MonitoringAt = FirstAt(e, ChangeStatus.Monitoring),
                            ResolvedAt = Iso(e.EndedAt),
                            Shortlink = address.Change(e.ChangeId),
                            PageId,
                            IncidentUpdates = Updates(e),
                            Components = Affected(e),
                        }
                ),
        ];

    private List<object> Maintenances(IEnumerable<VisibleChange> changes) =>
        [
            .. changes
                .Where(e => e.Type == ChangeType.Maintenance)
                .Take(MaxChanges)
                .Select(e =>
                    (object)
                        new
                        {
                            Id = Text(e.ChangeId),
                            Name = e.Title,
                            Status = Status(e.Status),
                            Impact = "maintenance",
                            CreatedAt = Iso(e.FirstAt),
                            UpdatedAt = Iso(UpdatedAt(e)),
                            StartedAt = Iso(e.BeganAt),
                            MonitoringAt = (string?)null,
                            ResolvedAt = Iso(e.EndedAt),
                            Shortlink = address.Change(e.ChangeId),
                            PageId,
                            IncidentUpdates = Updates(e),
                            Components = Affected(e),
                            ScheduledFor = Iso(e.StartAt),
                            ScheduledUntil = Iso(ScheduledUntil(e)),
                        }
                ),
        ];

    private long UpdatedAt(VisibleChange e) => Math.Max(e.NewsAt(page.Now), e.EndedAt ?? 0);

    /// <summary>
    /// Clients expect a time, also where no end was planned: then the latest time up to which the maintenance is known
    /// to last.
    /// </summary>
    private long ScheduledUntil(VisibleChange e) =>
        Math.Max(e.StartAt, e.CloseAt ?? (e.HasBegun(page.Now) ? e.NewsAt(page.Now) : e.StartAt));

    private IEnumerable<object> Updates(VisibleChange e)
    {
        var before = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        var updates = new List<object>(e.Updates.Count);
        foreach (var update in e.Updates)
        {
            var affected = update
                .Components.Select(c => new
                {
                    Code = c.ComponentId,
                    page.Components[c.ComponentId].Name,
                    OldStatus = Status(before.GetValueOrDefault(c.ComponentId)),
                    NewStatus = Status(c.Status),
                })
                .ToList();
            foreach (var c in update.Components)
                before[c.ComponentId] = c.Status;
            updates.Add(
                new
                {
                    Id = update.UpdateId,
                    IncidentId = Text(e.ChangeId),
                    Status = Status(update.StatusAfter),
                    Body = update.Text.Markdown,
                    CreatedAt = Iso(update.AtSeconds),
                    UpdatedAt = Iso(update.AtSeconds),
                    DisplayAt = Iso(update.AtSeconds),
                    AffectedComponents = affected,
                }
            );
        }

        updates.Reverse(); // Clients expect the newest first.
        return updates;
    }

    private IEnumerable<object> Affected(VisibleChange e) =>
        e.Components.Select(
            (c, i) =>
                Component(
                    page.Components[c.ComponentId],
                    // An announced status does not apply yet.
                    e.IsOver || e.HasBegun(page.Now)
                        ? c.Status
                        : ComponentStatus.Operational,
                    i + 1
                )
        );

    private static string ImpactOf(VisibleChange e) =>
        e.Worst switch
        {
            ComponentStatus.FullOutage => "critical",
            ComponentStatus.PartialOutage => "major",
            ComponentStatus.Degraded => "minor",
            _ => "none",
        };

    private static string Status(ComponentStatus status) =>
        status switch
        {
            ComponentStatus.Degraded => "degraded_performance",
            ComponentStatus.FullOutage => "major_outage",
            _ => WireName<ComponentStatus>.ToWire(status),
        };

    private static string Status(ChangeStatus status) =>
        status == ChangeStatus.Ongoing ? "in_progress" : WireName<ChangeStatus>.ToWire(status);

    private static string? FirstAt(VisibleChange e, ChangeStatus status) =>
        Iso(e.Updates.FirstOrDefault(u => u.Status == status)?.AtSeconds);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string? Iso(long? seconds) =>
        seconds is { } at
            ? DateTimeOffset
                .FromUnixTimeSeconds(at)
                .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : null;
}
