using Pharos.Http;
using Pharos.StatusPages.Subscribers;

namespace Pharos.Platform.Webhooks;

/// <summary>Webhooks of members, and what they follow through them; without public routes.</summary>
internal static class ImHooksApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ChangePageSubscription.Follow,
        ChangePageSubscription.Unfollow,
        ChangeEventSubscription.Follow,
        ChangeEventSubscription.Unfollow,
        CreateImHook.Info,
        ChangeWebhook.Test,
        ChangeWebhook.Release,
        ChangeWebhook.Delete,
    ];
}
