using Pharos.Http;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.SourceChanges;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall;

/// <summary>On-call: events from monitoring become alerts, and alerts become incidents that people work on.</summary>
internal static class OnCallModule
{
    public static Module Module { get; } =
        new()
        {
            Operations =
            [
                .. SpacesApi.Operations,
                .. IntegrationsApi.Operations,
                .. AlertsApi.Operations,
                .. IncidentsApi.Operations,
                .. SourceChangesApi.Operations,
            ],
            Services = services =>
            {
                services.AddIntake();
                services.AddSingleton<TimerActions>();
                services.AddSingleton<OnCallClock>();
                services.AddHostedService(s => s.GetRequiredService<OnCallClock>());
            },
            Endpoints = app =>
            {
                app.MapPushes();
                app.MapPagerDuty();
                app.MapOpsgenie();
            },
        };
}
