using Microsoft.EntityFrameworkCore;

namespace Pharos.Notifications;

/// <summary>Recipients that refused several attempts in a row get nothing until they are released.</summary>
internal static class Quarantine
{
    /// <summary>Permanent refusals in a row before a recipient is quarantined.</summary>
    public const int MaxFailures = 3;

    /// <summary>
    /// Marks a quarantined recipient's waiting deliveries as quarantined. They are not sent after its release.
    /// </summary>
    public static Task SetAside(IQueryable<DeliveryRow> deliveries, CancellationToken cancel) =>
        deliveries
            .Where(d => d.State == DeliveryState.Waiting && d.ClaimedBy == null)
            .ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Quarantined), cancel);
}
