using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Timeline.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Alerts.Console;

/// <summary>
/// One alert with its events, and the button that closes it: <c>/console/alerts/{id}</c> and <c>…/close</c>
/// </summary>
internal static class ShowAlert
{
    private const int MaxEntries = 50;

    public static readonly ConsoleForm<AlertContext> Form = new()
    {
        Permission = Permissions.SpacesManage,
        PagePermission = Permissions.SpacesRead,
        Find = AlertContext.Find,
        Page = Page,
        Submit = async (shown, _, op) =>
        {
            await CloseAlerts.Info.Run(new CloseAlertsRequest { AlertIds = [shown.Alert.AlertId] }, op);
            return shown.Path;
        },
        Notice = new("closed", AlertsTexts.DoneClosed),
    };

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, AlertContext shown, Form form)
    {
        var op = request.Operation(db);
        var page = long.TryParse(request.Query("p"), out var p) && p is >= 1 and <= 200 ? p : 1;
        var events = await ListAlertEvents.Info.Run(
            new ListAlertEventsRequest
            {
                AlertId = shown.Alert.AlertId,
                Asc = false,
                P = page,
                Limit = MaxEntries,
            },
            op
        );
        var timeline = await AlertTimeline.Info.Run(
            new AlertTimelineRequest { AlertId = shown.Alert.AlertId, Limit = MaxEntries },
            op
        );
        return request.Page<AlertPage>(
            form.Status,
            (nameof(AlertPage.Shown), shown),
            (nameof(AlertPage.Events), events),
            (nameof(AlertPage.EventPage), page),
            (nameof(AlertPage.Entries), await TimelineWords.Read(request, db, timeline.Items))
        );
    }
}
