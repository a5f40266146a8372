using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Alerts;

/// <summary>Lists alerts whose life overlaps a window, newest first: <c>POST /alert/list</c></summary>
internal static class ListAlerts
{
    public static readonly Operation<ListAlertsRequest, ListAlertsResponse> Info = new(
        "/alert/list",
        "List alerts",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    private static readonly ListOrder<AlertRow> ByCreation = new(1, a => a.CreatedAt, a => a.AlertId);
    private static readonly ListOrder<AlertRow> ByUpdate = new(2, a => a.UpdatedAt, a => a.AlertId);

    private static async Task<ListAlertsResponse> Handle(ListAlertsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var window = TimeWindow.Check(request.StartTime, request.EndTime);
        var ascending = request.Asc == true;
        var byUpdate = request.Orderby == AlertOrder.UpdatedAt;
        var order = byUpdate ? ByUpdate : ByCreation;
        var part = ListPart.Check(request.P, request.Limit, request.SearchAfterCtx, order.Code(ascending));
        var text = TextFilter.Check(request.Title, request.Labels);
        var filter = request.Filter();

        var access = await SpaceAccess.For(db, caller, cancel);
        var alerts = filter(AlertReader.Within(text.Narrow<AlertRow>(db), caller, access));
        var range = TimeWindow.All;
        if (request.ByUpdatedAt != true)
            alerts = alerts.Where(a => a.StartTime <= window.To && a.LastTime >= window.From);
        else if (byUpdate)
            range = window;
        else
            alerts = alerts.Where(a => a.UpdatedAt >= window.From && a.UpdatedAt <= window.To);
        var page = text.HasPatterns
            ? await part.Scan(
                async (after, size) =>
                {
                    var rows = await order
                        .Sort(order.Within(alerts, range, after, ascending), ascending)
                        .Take(size)
                        .ToListAsync(cancel);
                    return new ListBatch<AlertRow>(rows, rows.Count < size ? null : order.CursorOf(rows[^1]));
                },
                order,
                row => text.Matches(row.Title, row.Labels)
            )
            : await part.Read(alerts, order, range, ascending, cancel);
        return new ListAlertsResponse(
            page.Total,
            page.HasNext,
            page.Cursor,
            await AlertReader.Items(db, page.Rows, withEvents: false, cancel)
        );
    }
}

/// <summary>What a list of alerts is sorted by.</summary>
public enum AlertOrder
{
    CreatedAt,
    UpdatedAt,
}

public sealed record ListAlertsRequest
{
    /// <summary>Unix seconds. Alerts whose latest event is at or after it.</summary>
    [Required]
    public long? StartTime { get; set; }

    /// <summary>Unix seconds, at most 31 days after the start. Alerts that started at or before it.</summary>
    [Required]
    public long? EndTime { get; set; }

    /// <summary>From 1; not together with search_after_ctx.</summary>
    public long? P { get; set; }

    /// <summary>At most 100; 20 if 0 or absent.</summary>
    public long? Limit { get; set; }

    /// <summary>The cursor of the previous response; empty for the first page.</summary>
    public string? SearchAfterCtx { get; set; }

    /// <summary>True for alerts that have not recovered, false for the others.</summary>
    public bool? IsActive { get; set; }
    public bool? EverMuted { get; set; }

    /// <summary>Critical, Warning, Info or Ok; several with commas.</summary>
    public string? AlertSeverity { get; set; }

    [MaxLength(100)]
    public List<long?>? ChannelIds { get; set; }

    [MaxLength(100)]
    public List<long?>? IntegrationIds { get; set; }

    [MaxLength(100)]
    public List<string?>? AlertIds { get; set; }

    [MaxLength(100)]
    public List<string?>? AlertKeys { get; set; }

    /// <summary>By creation if absent.</summary>
    public AlertOrder? Orderby { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }

    /// <summary>Whether the window applies to the time of the last change instead.</summary>
    public bool? ByUpdatedAt { get; set; }

    /// <summary>A title, <c>/RE2/</c>, or a text with the wildcards <c>*</c> and <c>?</c>.</summary>
    public string? Title { get; set; }

    /// <summary>Values by label, in the same forms; all labels must fit, each with any of its values.</summary>
    public Dictionary<string, List<string?>?>? Labels { get; set; }

    /// <summary>Validates the simple filters.</summary>
    internal Func<IQueryable<AlertRow>, IQueryable<AlertRow>> Filter()
    {
        var severities = CommaList.Parse<EventStatus>(AlertSeverity, "alert_severity");
        var spaceIds = Validate.OptionalIds(ChannelIds, "channel_ids");
        var integrationIds = Validate.OptionalIds(IntegrationIds, "integration_ids");
        var alertIds = AlertIds is { Count: > 0 } ? Validate.ObjectIds(AlertIds, "alert_ids") : [];
        var keys = (Validate.OptionalItems(AlertKeys, "alert_keys") ?? [])
            .Select((key, i) => Validate.Text(key, Validate.Index("alert_keys", i), 255))
            .ToList();
        return rows =>
        {
            if (IsActive is { } active)
                rows = active ? rows.Where(a => a.EndTime == 0) : rows.Where(a => a.EndTime != 0);
            if (EverMuted is { } muted)
                rows = rows.Where(a => a.EverMuted == muted);
            if (severities.Count > 0)
                rows = rows.Where(a => severities.Contains(a.Severity));
            if (spaceIds.Count > 0)
                rows = rows.Where(a => EF.Parameter(spaceIds).Contains(a.SpaceId));
            if (integrationIds.Count > 0)
                rows = rows.Where(a => EF.Parameter(integrationIds).Contains(a.IntegrationId));
            if (alertIds.Count > 0)
                rows = rows.Where(a => EF.Parameter(alertIds).Contains(a.AlertId));
            if (keys.Count > 0)
                rows = rows.Where(a => EF.Parameter(keys).Contains(a.AlertKey));
            return rows;
        };
    }
}

/// <param name="Total">The number of alerts found: exact below 1,000, otherwise 1,000.</param>
/// <param name="SearchAfterCtx">The cursor of the next page; empty on the last page.</param>
public sealed record ListAlertsResponse(
    int Total,
    bool HasNextPage,
    string SearchAfterCtx,
    IReadOnlyList<AlertItem> Items
);
