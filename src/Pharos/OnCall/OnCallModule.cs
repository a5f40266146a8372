using Pharos.Http;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Escalation;
using Pharos.OnCall.Fields;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Routes;
using Pharos.OnCall.Noise;
using Pharos.OnCall.SourceChanges;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Templates;
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
                .. EscalationRulesApi.Operations,
                .. NoiseApi.Operations,
                .. IntegrationsApi.Operations,
                .. RoutesApi.Operations,
                .. FieldsApi.Operations,
                .. TemplatesApi.Operations,
                .. AlertsApi.Operations,
                .. IncidentsApi.Operations,
                .. NotOffered.Operations,
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
