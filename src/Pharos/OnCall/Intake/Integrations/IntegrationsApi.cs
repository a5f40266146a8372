using Pharos.Http;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary><c>/datasource/</c></summary>
internal static class IntegrationsApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ListIntegrations.Info,
        IntegrationInfo.Info,
        UpsertIntegration.Info,
        DeleteIntegration.Info,
        ReplaceIntegrationKey.Info,
    ];
}
