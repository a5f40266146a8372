using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Spaces.Console;
using Pharos.Web;

namespace Pharos.OnCall.Alerts.Console;

/// <summary>Lists alerts, those that fire by default: <c>GET /console/alerts</c></summary>
internal static class ShowAlerts
{
    public const string Path = "/console/alerts";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var query = AlertQuery.Read(request);
        var filters = query.ToForm();
        ListAlertsResponse? list = null;
        try
        {
            list = await ListAlerts.Info.Run(query.ToRequest(request.Clock.Seconds()), request.Operation(db));
        }
        catch (ApiException error) when (filters.Takes(error, request.Texts, ("title", "q", AlertsTexts.Title)))
        {
            // Shown next to the field.
        }

        return request.Page<AlertsPage>(
            filters.Status,
            (nameof(AlertsPage.Query), query),
            (nameof(AlertsPage.Filters), filters),
            (nameof(AlertsPage.List), list),
            (nameof(AlertsPage.Spaces), await SpaceChoices.Read(request, db))
        );
    }
}
