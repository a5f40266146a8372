using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.SourceChanges;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;
using Pharos.OnCall.Timeline.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>One incident: what fires, who works on it and what happened: <c>GET /console/incidents/{id}</c></summary>
internal static class ShowIncident
{
    private const int MaxAlerts = 20;
    private const int MaxEntries = 50;
    private const int MaxChanges = 10;

    /// <summary>How long before the start of an incident a source change can explain it, in seconds.</summary>
    private const long ChangesBefore = 6 * 3600;

    /// <param name="comment">The form for a comment, with its errors if it was rejected.</param>
    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        IncidentContext shown,
        Form comment
    )
    {
        var op = request.Operation(db);
        var (incident, id) = (shown.Incident, shown.Incident.IncidentId);
        var firing = await Alerts(isActive: true);
        var recovered = await Alerts(isActive: false);
        var timeline = await IncidentTimeline.Info.Run(
            new IncidentTimelineRequest { IncidentId = id, Limit = MaxEntries, P = EntryPage(request) },
            op
        );
        IReadOnlyList<PastIncidentItem> past =
            incident.ChannelId == 0
                ? []
                : (await ListPastIncidents.Info.Run(new ListPastIncidentsRequest { IncidentId = id }, op)).Items;
        return request.Page<IncidentPage>(
            comment.Status,
            (nameof(IncidentPage.Shown), shown),
            (nameof(IncidentPage.Comment), comment),
            (nameof(IncidentPage.Firing), firing),
            (nameof(IncidentPage.Recovered), recovered),
            (nameof(IncidentPage.Entries), await TimelineWords.Read(request, db, timeline.Items)),
            (nameof(IncidentPage.EntryPage), EntryPage(request)),
            (nameof(IncidentPage.HasMoreEntries), timeline.HasNextPage),
            (nameof(IncidentPage.Past), past),
            (nameof(IncidentPage.Changes), await Changes(request, db, incident))
        );

        Task<ListIncidentAlertsResponse> Alerts(bool isActive) =>
            ListIncidentAlerts.Info.Run(
                new ListIncidentAlertsRequest { IncidentId = id, IsActive = isActive, Limit = MaxAlerts },
                op
            );
    }

    private static long EntryPage(ConsoleRequest request) =>
        long.TryParse(request.Query("entries"), out var page) && page is >= 1 and <= 100 ? page : 1;

    /// <summary>Changes of the monitored systems from shortly before the incident until its end.</summary>
    private static async Task<List<SourceChangeRow>> Changes(ConsoleRequest request, PharosDb db, IncidentItem incident)
    {
        var access = await SpaceAccess.For(db, request.Caller, request.Cancel);
        var accountId = request.Caller.AccountId;
        var from = incident.StartTime - ChangesBefore;
        var to = incident.CloseTime == 0 ? long.MaxValue : incident.CloseTime;
        return await db
            .SourceChanges.AsNoTracking()
            .Where(c => c.AccountId == accountId && c.LastTime >= from && c.StartTime <= to)
            .Where(c => !EF.Parameter(access.HiddenIds).Contains(c.SpaceId))
            .OrderByDescending(c => c.LastTime)
            .ThenByDescending(c => c.ChangeId)
            .Take(MaxChanges)
            .ToListAsync(request.Cancel);
    }
}
