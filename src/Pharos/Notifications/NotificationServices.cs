using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;
using Pharos.Web;

namespace Pharos.Notifications;

/// <summary>
/// Registers the engine. Each area registers its kinds: an <see cref="AudienceKind"/> or a <see cref="MessageKind"/>
/// per kind; one of them registers the <see cref="WebhookSource"/>.
/// </summary>
internal static class NotificationServices
{
    /// <param name="dataFolder">Emails are written there while no SMTP server is configured.</param>
    public static void AddNotifications(
        this IServiceCollection services,
        DeliveryOptions options,
        EmailOptions mail,
        string dataFolder
    )
    {
        services.AddSingleton(options).AddSingleton<NotificationKinds>();
        services
            .AddSingleton<DeliveryNode>()
            .AddSingleton<FanOut>()
            .AddSingleton<Claims>()
            .AddSingleton<DeliveryLoader>();
        services
            .AddSingleton<SendBuffer>()
            .AddSingleton<SendScheduler>()
            .AddSingleton<DeliveryResultWriter>()
            .AddSingleton<TransactionalMessages>();
        services
            .AddSingleton<SmtpCircuitBreaker>()
            .AddSingleton(s => new EmailTransport(
                mail,
                dataFolder,
                s.GetRequiredService<PublicAddress>(),
                s.GetRequiredService<TimeProvider>()
            ));
        services.AddSingleton<OutgoingHttp>().AddSingleton<WebhookRateLimiter>().AddSingleton<WebhookTransport>();
        services.AddHostedService<DeliveryWorker>();
    }
}
