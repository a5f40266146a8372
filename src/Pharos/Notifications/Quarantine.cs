using Microsoft.EntityFrameworkCore;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Subscribers;

namespace Pharos.Notifications;

/// <summary>Lets receivers be sent to again, with a clean record. What they missed stays missed: they are told from the next announcement on.</summary>
internal static class Quarantine
{
    public static Task End(IQueryable<SubscriberRow> subscribers, CancellationToken cancel) => subscribers.ExecuteUpdateAsync(
        s => s.SetProperty(r => r.Failures, 0).SetProperty(r => r.Bounces, 0).SetProperty(r => r.BouncedAt, (long?)null)
            .SetProperty(r => r.QuarantinedAt, (long?)null).SetProperty(r => r.QuarantineReason, (string?)null), cancel);

    public static Task End(IQueryable<WebhookRow> hooks, CancellationToken cancel) => hooks.ExecuteUpdateAsync(
        h => h.SetProperty(r => r.Failures, 0).SetProperty(r => r.QuarantinedAt, (long?)null).SetProperty(r => r.QuarantineReason, (string?)null), cancel);
}
