using Pharos.Host;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;
using Pharos.Platform.Invitations;

namespace Pharos.Notifications;

/// <summary>What tells subscribers.</summary>
internal static class DeliveryServices
{
    public static void AddDelivery(this IServiceCollection services, PharosOptions options)
    {
        services.AddSingleton(options.Delivery);
        services.AddSingleton<DeliveryNode>().AddSingleton<Spreading>().AddSingleton<Claims>().AddSingleton<Loading>().AddSingleton<Recording>().AddSingleton<Letters>();
        services.AddSingleton<EventMail>().AddSingleton<LetterMail>().AddSingleton<InvitationMail>().AddSingleton<MailChannel>();
        services.AddSingleton<MailFlow>().AddSingleton<Sending>().AddSingleton<OutgoingHttp>().AddSingleton<ImPace>().AddSingleton<ImChannel>();
        services.AddHostedService<DeliveryWorker>();
    }
}
