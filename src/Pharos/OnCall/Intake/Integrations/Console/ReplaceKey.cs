using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Intake.Integrations.Console;

/// <summary>Asks for confirmation and replaces an integration's key: <c>/console/integrations/{id}/key</c></summary>
internal static class ReplaceKey
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
                    (nameof(ConfirmIntegrationPage.Part), "/key"),
                    (nameof(ConfirmIntegrationPage.Title), IntegrationsTexts.NewKeyOf),
                    (nameof(ConfirmIntegrationPage.Says), IntegrationsTexts.NewKeySays),
                    (nameof(ConfirmIntegrationPage.Do), IntegrationsTexts.NewKey)
                )
            ),
        Submit = async (shown, _, op) =>
        {
            await ReplaceIntegrationKey.Info.Run(
                new IntegrationRequest { IntegrationId = shown.Integration.IntegrationId },
                op
            );
            return shown.Path;
        },
        Notice = new("key", IntegrationsTexts.DoneKey),
    };
}
