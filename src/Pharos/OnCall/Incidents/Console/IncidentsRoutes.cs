using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary><c>/console/incidents</c></summary>
internal static class IncidentsRoutes
{
    public static void MapIncidents(this IEndpointRouteBuilder console)
    {
        console.MapPage("/incidents", ShowIncidents.Handle, ActOnIncidents.Acknowledged, ActOnIncidents.Closed);
        console.MapForm("/incidents/act", ActOnIncidents.Handle, Permissions.IncidentsManage);
        console.MapForm("/incidents/new", AddIncident.Form);
        console.MapForm(
            "/incidents/{incidentId}",
            AddComment.Form,
            [
                AddIncident.Form.Notice,
                AddComment.Form.Notice,
                ChooseAssignees.Form.Notice,
                ChooseResponders.Form.Notice,
                EditIncident.Form.Notice,
                .. ActOnIncident.Notices,
            ]
        );
        console.MapForm("/incidents/{incidentId}/act", ActOnIncident.Handle, Permissions.IncidentsManage);
        console.MapForm("/incidents/{incidentId}/assign", ChooseAssignees.Form);
        console.MapForm("/incidents/{incidentId}/people", ChooseResponders.Form);
        console.MapForm("/incidents/{incidentId}/edit", EditIncident.Form);
    }
}
