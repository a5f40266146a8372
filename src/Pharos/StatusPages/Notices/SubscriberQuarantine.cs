using Microsoft.EntityFrameworkCore;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Notices;

/// <summary>Releases subscribers from quarantine. Notifications that they missed are not sent later.</summary>
internal static class SubscriberQuarantine
{
    public static Task Release(IQueryable<SubscriberRow> subscribers, CancellationToken cancel) =>
        subscribers.ExecuteUpdateAsync(
            s =>
                s.SetProperty(r => r.Failures, 0)
                    .SetProperty(r => r.Bounces, 0)
                    .SetProperty(r => r.BouncedAt, (long?)null)
                    .SetProperty(r => r.QuarantinedAt, (long?)null)
                    .SetProperty(r => r.QuarantineReason, (string?)null),
            cancel
        );
}
