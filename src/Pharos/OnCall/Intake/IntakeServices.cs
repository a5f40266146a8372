using Pharos.OnCall.Intake.Heartbeats;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.Intake.Mail;
using Pharos.OnCall.Intake.Processing;
using Pharos.OnCall.SourceChanges;

namespace Pharos.OnCall.Intake;

/// <summary>The services of the intake.</summary>
internal static class IntakeServices
{
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<IntegrationKeys>();
        services.AddSingleton<PushSignal>();
        services.AddSingleton<PushLimiter>();
        services.AddSingleton<PushIntake>();
        services.AddSingleton<SpaceRuleCache>();
        services.AddSingleton<EventIntake>();
        services.AddSingleton<HeartbeatPings>();
        services.AddSingleton<SourceChangeIntake>();
        AddHosted<PushJournal>(services);
        AddHosted<PushProcessor>(services);
        AddHosted<RecentPayloads>(services);
        services.AddSingleton<MailLoops>();
        // Last, so that it stops before the journal.
        AddHosted<MailListener>(services);
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(s => s.GetRequiredService<T>());
    }
}
