using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Alerts.Console;

/// <summary><c>/console/alerts</c></summary>
internal static class AlertsRoutes
{
    public static void MapAlerts(this IEndpointRouteBuilder console)
    {
        console.MapPage("/alerts", ShowAlerts.Handle);
        console.MapForm("/alerts/{alertId}", "/alerts/{alertId}/close", ShowAlert.Form, ShowAlert.Form.Notice);
    }
}
