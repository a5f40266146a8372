using Pharos.Http.RateLimiting;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;
using Pharos.Web;

namespace Pharos.Notifications;

/// <summary>
/// Registers delivery. Each area registers its own kinds, each as an <see cref="AudienceKind"/> or a
/// <see cref="MessageKind"/>; one area registers the <see cref="WebhookSource"/>.
/// </summary>
internal static class NotificationServices
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<NotificationKinds>();
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
        services.AddSingleton<SmtpCircuitBreaker>().AddSingleton<EmailTransport>();
        services.AddSingleton<OutgoingHttp>().AddSingleton<SlidingWindowLimiter>().AddSingleton<WebhookTransport>();
        services.AddHostedService<DeliveryWorker>();
    }
}
