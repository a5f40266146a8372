using Pharos.Host;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications;

/// <summary>Registers the engine. Each area registers its kinds: an <see cref="AudienceKind"/> or a <see cref="MessageKind"/> per kind.</summary>
internal static class NotificationServices
{
    /// <param name="publicUrl">The server's own address, read when it is needed.</param>
    public static void AddNotifications(this IServiceCollection services, PharosOptions options, Func<IServiceProvider, string> publicUrl)
    {
        services.AddSingleton(options.Delivery).AddSingleton<NotificationKinds>();
        services.AddSingleton<DeliveryNode>().AddSingleton<FanOut>().AddSingleton<Claims>().AddSingleton<DeliveryLoader>();
        services.AddSingleton<SendBuffer>().AddSingleton<SendScheduler>().AddSingleton<DeliveryResultWriter>().AddSingleton<TransactionalMessages>();
        services.AddSingleton(s => new ServerName(() => publicUrl(s)));
        services.AddSingleton<EmailTransport>().AddSingleton<SmtpCircuitBreaker>();
        services.AddSingleton<OutgoingHttp>().AddSingleton<WebhookRateLimiter>().AddSingleton<WebhookTransport>();
        services.AddHostedService<DeliveryWorker>();
    }
}
