using Microsoft.EntityFrameworkCore;

namespace Pharos.Notifications;

/// <summary>Recipients that refused everything for some time get nothing more until they are released.</summary>
internal static class Quarantine
{
    /// <summary>Permanent refusals in a row before a recipient is quarantined.</summary>
    public const int MostFailures = 3;

    /// <summary>
    /// Sets waiting deliveries of a quarantined recipient aside. They are not sent after its release.
    /// </summary>
    public static Task SetAside(IQueryable<DeliveryRow> deliveries, CancellationToken cancel) =>
        deliveries
            .Where(d => d.State == DeliveryState.Waiting && d.ClaimedBy == null)
            .ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Quarantined), cancel);
}
