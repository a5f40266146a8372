using Pharos.Http;
using Pharos.Platform.Webhooks;

namespace Pharos.StatusPages.Following;

/// <summary>Operations on members' subscriptions and webhooks. Console only, without API routes.</summary>
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
