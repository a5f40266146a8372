using Pharos.Http;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Alerts.Console;
using Pharos.OnCall.Console;
using Pharos.OnCall.Escalation;
using Pharos.OnCall.Escalation.Console;
using Pharos.OnCall.Fields;
using Pharos.OnCall.Fields.Console;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Incidents.Console;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Integrations.Console;
using Pharos.OnCall.Intake.Routes;
using Pharos.OnCall.Noise;
using Pharos.OnCall.Noise.Console;
using Pharos.OnCall.Retention;
using Pharos.OnCall.SourceChanges;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Spaces.Console;
using Pharos.OnCall.Templates;
using Pharos.OnCall.Timers;
using Pharos.Web.Home;
using Pharos.Web.Layout;

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
                services.AddSingleton<RetentionJob>();
                services.AddHostedService(s => s.GetRequiredService<RetentionJob>());
                services.AddSingleton<NavigationSource>(OnCallNavigation.Read);
                services.AddSingleton<HomePanelSource>(OnCallHome.Read);
            },
            Endpoints = app =>
            {
                app.MapPushes();
                app.MapPagerDuty();
                app.MapOpsgenie();
            },
            Console = console =>
            {
                console.MapIncidents();
                console.MapAlerts();
                console.MapSpaces();
                console.MapEscalation();
                console.MapNoise();
                console.MapIntegrations();
                console.MapFields();
            },
        };
}
