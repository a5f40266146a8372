using Pharos.OnCall.Intake.Routes.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary><c>/console/integrations</c></summary>
internal static class IntegrationsRoutes
{
    public static void MapIntegrations(this IEndpointRouteBuilder console)
    {
        console.MapPage("/integrations", ShowIntegrations.Handle, RemoveIntegration.Form.Notice);
        console.MapForm("/integrations/new", AddIntegration.Form);
        console.MapForm(
            "/integrations/{integrationId}",
            SaveIntegration.Form,
            SaveIntegration.Form.Notice,
            AddIntegration.Form.Notice,
            ReplaceKey.Form.Notice,
            SaveRoute.Form.Notice
        );
        console.MapForm("/integrations/{integrationId}/key", ReplaceKey.Form);
        console.MapForm("/integrations/{integrationId}/route", SaveRoute.Form);
        console.MapForm("/integrations/{integrationId}/delete", RemoveIntegration.Form);
    }
}
