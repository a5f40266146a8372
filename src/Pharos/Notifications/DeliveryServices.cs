using Pharos.Delivery.Channels;
using Pharos.Delivery.Mail;
using Pharos.Server;

namespace Pharos.Delivery;

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
