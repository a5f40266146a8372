using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Fields.Console;
using Pharos.OnCall.SourceChanges;
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

    /// <summary>The longest window that the operation takes, in seconds.</summary>
    private const long MaxWindow = 31 * 86400;

    /// <param name="comment">The form for a comment, with its errors if it was rejected.</param>
    public static async Task<IResult> Page(ConsoleRequest request, PharosDb db, IncidentContext shown, Form comment)
    {
        var op = request.Operation(db);
        var (incident, id) = (shown.Incident, shown.Incident.IncidentId);
        var firing = await Alerts(isActive: true);
        var recovered = await Alerts(isActive: false);
        var timeline = await IncidentTimeline.Info.Run(
            new IncidentTimelineRequest
            {
                IncidentId = id,
                Limit = MaxEntries,
                P = EntryPage(request),
            },
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
            (
                nameof(IncidentPage.Fields),
                IncidentFieldText.All(incident.Fields, await IncidentFields.Read(request, db), request.Texts)
            ),
            (nameof(IncidentPage.Past), past),
            (nameof(IncidentPage.Changes), await Changes(incident, op))
        );

        Task<ListIncidentAlertsResponse> Alerts(bool isActive) =>
            ListIncidentAlerts.Info.Run(
                new ListIncidentAlertsRequest
                {
                    IncidentId = id,
                    IsActive = isActive,
                    Limit = MaxAlerts,
                },
                op
            );
    }

    private static long EntryPage(ConsoleRequest request) =>
        long.TryParse(request.Query("entries"), out var page) && page is >= 1 and <= 100 ? page : 1;

    /// <summary>Changes of the monitored systems from shortly before the incident until its end.</summary>
    private static async Task<IReadOnlyList<SourceChangeItem>> Changes(IncidentItem incident, OperationContext op)
    {
        var from = Math.Max(1, incident.StartTime - ChangesBefore);
        var end = incident.CloseTime == 0 ? op.Clock.Seconds() : incident.CloseTime;
        var list = await ListSourceChanges.Info.Run(
            new ListSourceChangesRequest
            {
                StartTime = from,
                EndTime = Math.Clamp(end, from + 1, from + MaxWindow),
                Orderby = SourceChangeOrder.LastTime,
                Limit = MaxChanges,
            },
            op
        );
        return list.Items;
    }
}
