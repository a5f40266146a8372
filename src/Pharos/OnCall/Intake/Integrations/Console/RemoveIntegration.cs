using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary>Asks for confirmation and deletes an integration: <c>/console/integrations/{id}/delete</c></summary>
internal static class RemoveIntegration
{
    public static readonly ConsoleForm<IntegrationContext> Form = new()
    {
        Permission = Permissions.IntegrationsManage,
        Find = IntegrationContext.Find,
        Page = (request, _, shown, form) =>
            Task.FromResult(
                request.Page<ConfirmIntegrationPage>(
                    form.Status,
                    (nameof(ConfirmIntegrationPage.Shown), shown),
                    (nameof(ConfirmIntegrationPage.Part), "/delete"),
                    (nameof(ConfirmIntegrationPage.Title), IntegrationsTexts.DeleteOf),
                    (nameof(ConfirmIntegrationPage.Says), IntegrationsTexts.DeleteSays),
                    (nameof(ConfirmIntegrationPage.Do), IntegrationsTexts.Delete)
                )
            ),
        Submit = async (shown, _, op) =>
        {
            await DeleteIntegration.Info.Run(
                new IntegrationRequest { IntegrationId = shown.Integration.IntegrationId },
                op
            );
            return ShowIntegrations.Path;
        },
        Notice = new("deleted", IntegrationsTexts.DoneDeleted),
    };
}
