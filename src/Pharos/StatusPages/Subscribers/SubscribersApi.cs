using Pharos.Http;
using Pharos.StatusPages.DeliveryProblems;

namespace Pharos.StatusPages.Subscribers;

/// <summary><c>/status-page/subscriber/</c>, and operations that only the console offers.</summary>
internal static class SubscribersApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ListSubscribers.Info,
        ImportSubscribers.Info,
        ExportSubscribers.Info,
        RemoveSubscriber.Info,
        QuarantinedRecipients.List,
        ReleaseRecipient.Info,
    ];
}
