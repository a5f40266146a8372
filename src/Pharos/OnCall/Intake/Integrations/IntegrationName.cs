using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>What alerts and incidents say about an integration.</summary>
/// <param name="Type">The type on the wire.</param>
/// <param name="RefId">The integration's ID in another system; may be empty.</param>
internal sealed record IntegrationName(string Name, string Type, string RefId)
{
    /// <summary>For an integration that was deleted.</summary>
    public static IntegrationName Unknown { get; } = new("", "", "");

    /// <summary>Reads the names of some integrations.</summary>
    public static async Task<Dictionary<long, IntegrationName>> Read(
        PharosDb db,
        IEnumerable<long> integrationIds,
        CancellationToken cancel
    )
    {
        var ids = integrationIds.Distinct().ToList();
        return ids.Count == 0
            ? []
            : await db
                .Integrations.AsNoTracking()
                .Where(i => EF.Parameter(ids).Contains(i.IntegrationId))
                .Select(i => new
                {
                    i.IntegrationId,
                    i.Name,
                    i.Type,
                    i.RefId,
                })
                .ToDictionaryAsync(
                    i => i.IntegrationId,
                    i => new IntegrationName(i.Name, WireName<IntegrationType>.ToWire(i.Type), i.RefId ?? ""),
                    cancel
                );
    }
}
