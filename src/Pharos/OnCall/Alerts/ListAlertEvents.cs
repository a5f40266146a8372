using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Alerts;

/// <summary>Lists the events of one alert: <c>POST /alert/event/list</c></summary>
internal static class ListAlertEvents
{
    public static readonly Operation<ListAlertEventsRequest, ListAlertEventsResponse> Info = new(
        "/alert/event/list",
        "List the events of an alert",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        DocumentId = "alert-read-event-list",
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    private static readonly ListOrder<AlertEventRow> ByTime = new(1, e => e.Time, e => e.EventId);

    private static async Task<ListAlertEventsResponse> Handle(ListAlertEventsRequest request, OperationContext op)
    {
        var (db, _, cancel) = op;
        var alertId = Validate.ObjectId(request.AlertId, "alert_id");
        var ascending = request.Asc != false;
        var part = ListPart.Check(request.P, request.Limit, request.SearchAfterCtx, ByTime.Code(ascending));

        var alert = await AlertReader.Find(op, alertId);
        var events = db.AlertEvents.AsNoTracking().Where(e => e.AlertId == alertId);
        var page = await part.Read(events, ByTime, TimeWindow.All, ascending, cancel);
        var sources = await IntegrationName.Read(db, [alert.IntegrationId], cancel);
        var type = (sources.GetValueOrDefault(alert.IntegrationId) ?? IntegrationName.Unknown).Type;
        return new ListAlertEventsResponse(
            page.Total,
            page.HasNext,
            page.Cursor,
            [.. page.Rows.Select(e => AlertEvents.Item(alert, e, type))]
        );
    }
}

public sealed record ListAlertEventsRequest
{
    [Required]
    public string? AlertId { get; set; }

    /// <summary>From 1; not together with search_after_ctx.</summary>
    public long? P { get; set; }

    /// <summary>At most 100; 20 if 0 or absent.</summary>
    public long? Limit { get; set; }

    /// <summary>The cursor of the previous response; empty for the first page.</summary>
    public string? SearchAfterCtx { get; set; }

    /// <summary>Oldest first unless false.</summary>
    public bool? Asc { get; set; }
}

/// <param name="Total">The number of events found: exact below 1,000, otherwise 1,000.</param>
/// <param name="SearchAfterCtx">The cursor of the next page; empty on the last page.</param>
public sealed record ListAlertEventsResponse(
    int Total,
    bool HasNextPage,
    string SearchAfterCtx,
    IReadOnlyList<AlertEventItem> Items
);

/// <summary>Lists events of all alerts, newest first: <c>POST /alert-event/list</c></summary>
internal static class ListEvents
{
    public static readonly Operation<ListEventsRequest, ListAlertEventsResponse> Info = new(
        "/alert-event/list",
        "List alert events",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.SpacesRead,
        IsForAccount = true,
    };

    private static readonly ListOrder<EventOfAlert> ByTime = new(1, e => e.Event.Time, e => e.Event.EventId);

    private static async Task<ListAlertEventsResponse> Handle(ListEventsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var window = TimeWindow.CheckOptional(request.StartTime, request.EndTime);
        var ascending = request.Asc == true;
        var part = ListPart.Check(request.P, request.Limit, request.SearchAfterCtx, ByTime.Code(ascending));
        var spaceIds = Validate.OptionalIds(request.ChannelIds, "channel_ids");
        var integrationIds = Validate.OptionalIds(request.IntegrationIds, "integration_ids");
        var severities = CommaList.Parse<EventStatus>(request.Severities, "severities");
        var types = (Validate.OptionalValues(request.IntegrationTypes, "integration_types") ?? []).Distinct().ToList();

        var alerts = await AlertReader.For(op);
        if (spaceIds.Count > 0)
            alerts = alerts.Where(a => EF.Parameter(spaceIds).Contains(a.SpaceId));
        if (integrationIds.Count > 0)
            alerts = alerts.Where(a => EF.Parameter(integrationIds).Contains(a.IntegrationId));
        if (types.Count > 0)
        {
            var ofTypes = db
                .Integrations.Where(i => i.AccountId == caller.AccountId && types.Contains(i.Type))
                .Select(i => i.IntegrationId);
            alerts = alerts.Where(a => ofTypes.Contains(a.IntegrationId));
        }

        var events = db.AlertEvents.AsNoTracking().Where(e => e.AccountId == caller.AccountId);
        if (severities.Count > 0)
            events = events.Where(e => severities.Contains(e.Status));
        var page = await part.Read(
            events.Join(alerts, e => e.AlertId, a => a.AlertId, (e, a) => new EventOfAlert { Event = e, Alert = a }),
            ByTime,
            window,
            ascending,
            cancel
        );
        var names = await IntegrationName.Read(db, page.Rows.Select(r => r.Alert.IntegrationId), cancel);
        return new ListAlertEventsResponse(
            page.Total,
            page.HasNext,
            page.Cursor,
            [
                .. page.Rows.Select(r =>
                    AlertEvents.Item(
                        r.Alert,
                        r.Event,
                        (names.GetValueOrDefault(r.Alert.IntegrationId) ?? IntegrationName.Unknown).Type
                    )
                ),
            ]
        );
    }

    private sealed class EventOfAlert
    {
        public required AlertEventRow Event { get; init; }
        public required AlertRow Alert { get; init; }
    }
}

public sealed record ListEventsRequest
{
    /// <summary>Unix seconds.</summary>
    public long? StartTime { get; set; }

    /// <summary>Unix seconds, at most 31 days after the start.</summary>
    public long? EndTime { get; set; }

    /// <summary>From 1; not together with search_after_ctx.</summary>
    public long? P { get; set; }

    /// <summary>At most 100; 20 if 0 or absent.</summary>
    public long? Limit { get; set; }

    /// <summary>The cursor of the previous response; empty for the first page.</summary>
    public string? SearchAfterCtx { get; set; }

    [MaxLength(100)]
    public List<long?>? IntegrationIds { get; set; }

    [MaxLength(100)]
    public List<IntegrationType?>? IntegrationTypes { get; set; }

    [MaxLength(100)]
    public List<long?>? ChannelIds { get; set; }

    /// <summary>Critical, Warning, Info or Ok; several with commas.</summary>
    public string? Severities { get; set; }
    public AlertEventOrder? Orderby { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }
}

/// <summary>What a list of events is sorted by.</summary>
public enum AlertEventOrder
{
    EventTime,
}
