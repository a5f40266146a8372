using Pharos.Http;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall;

/// <summary>On-call: events from monitoring become alerts, and alerts become incidents that people work on.</summary>
internal static class OnCallModule
{
    public static Module Module { get; } =
        new()
        {
            Operations = [.. SpacesApi.Operations, .. IntegrationsApi.Operations],
            Services = services =>
            {
                services.AddSingleton<IntegrationKeys>();
                services.AddSingleton<PushSignal>();
                services.AddSingleton<PushJournal>();
                services.AddHostedService(s => s.GetRequiredService<PushJournal>());
            },
        };
}
