using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;

namespace Pharos.OnCall.Incidents;

/// <summary>Lists the alerts of an incident, newest first: <c>POST /incident/alert/list</c></summary>
internal static class ListIncidentAlerts
{
    private const int MaxLimit = 1000;

    public static readonly Operation<ListIncidentAlertsRequest, ListIncidentAlertsResponse> Info = new(
        "/incident/alert/list",
        "List the alerts of an incident",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IncidentsRead,
        IsForAccount = true,
    };

    private static readonly ListOrder<AlertRow> ByCreation = new(1, a => a.CreatedAt, a => a.AlertId);

    private static async Task<ListIncidentAlertsResponse> Handle(ListIncidentAlertsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var incidentId = Validate.ObjectId(request.IncidentId, "incident_id");
        var part = ListPart.Check(
            request.P,
            request.Limit,
            request.SearchAfterCtx,
            ByCreation.Code(ascending: false),
            MaxLimit,
            MaxLimit
        );

        await IncidentReader.Find(op, incidentId);
        // A member who sees an incident sees its alerts, also those that were moved from a private space on purpose.
        var alerts = db.Alerts.AsNoTracking().Where(a => a.AccountId == caller.AccountId && a.IncidentId == incidentId);
        if (request.IsActive is { } active)
            alerts = active ? alerts.Where(a => a.EndTime == 0) : alerts.Where(a => a.EndTime != 0);
        var page = await part.Read(alerts, ByCreation, TimeWindow.All, ascending: false, cancel);
        return new ListIncidentAlertsResponse(
            await AlertReader.Items(db, page.Rows, request.IncludeEvents == true, cancel),
            page.Total,
            page.HasNext,
            page.Cursor
        );
    }
}

public sealed record ListIncidentAlertsRequest
{
    [Required]
    public string? IncidentId { get; set; }

    /// <summary>Whether each alert contains its latest 20 events.</summary>
    public bool? IncludeEvents { get; set; }

    /// <summary>True for alerts that have not recovered, false for the others.</summary>
    public bool? IsActive { get; set; }

    /// <summary>At most 1,000, also if 0 or absent.</summary>
    public long? Limit { get; set; }

    /// <summary>From 1; not together with search_after_ctx.</summary>
    public long? P { get; set; }

    /// <summary>The cursor of the previous response; empty for the first page.</summary>
    public string? SearchAfterCtx { get; set; }
}

/// <param name="Total">The number of alerts found: exact below 1,000, otherwise 1,000.</param>
/// <param name="SearchAfterCtx">The cursor of the next page; empty on the last page.</param>
public sealed record ListIncidentAlertsResponse(
    IReadOnlyList<AlertItem> Items,
    int Total,
    bool HasNextPage,
    string SearchAfterCtx
);
