using Pharos.Http;
using Pharos.Platform.Webhooks;

namespace Pharos.StatusPages.Following;

/// <summary>What members follow through their webhooks, and the webhooks themselves; without public routes.</summary>
internal static class FollowingApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        UpdatePageSubscription.Follow,
        UpdatePageSubscription.Unfollow,
        UpdateChangeSubscription.Follow,
        UpdateChangeSubscription.Unfollow,
        .. WebhooksApi.Operations,
        EditWebhook.Test,
        EditWebhook.Release,
        EditWebhook.Delete,
    ];
}
