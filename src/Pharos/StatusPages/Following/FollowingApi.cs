using Pharos.Http;
using Pharos.Platform.Webhooks;

namespace Pharos.StatusPages.Following;

/// <summary>What members follow through their webhooks, and the webhooks themselves; without public routes.</summary>
internal static class FollowingApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ChangePageSubscription.Follow,
        ChangePageSubscription.Unfollow,
        ChangeEventSubscription.Follow,
        ChangeEventSubscription.Unfollow,
        .. WebhooksApi.Operations,
        ChangeWebhook.Test,
        ChangeWebhook.Release,
        ChangeWebhook.Delete,
    ];
}
