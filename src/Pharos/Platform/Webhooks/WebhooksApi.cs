using Pharos.Http;

namespace Pharos.Platform.Webhooks;

/// <summary>Operations on the webhooks of members, without public routes.</summary>
internal static class WebhooksApi
{
    public static IReadOnlyList<Operation> Operations { get; } = [CreateWebhook.Info];
}
