using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Routes;

/// <summary>One version of the route of a shared integration.</summary>
public record RouteVersionItem
{
    internal RouteVersionItem(RouteRow row)
    {
        var fields = JsonSerializer.Deserialize<RouteFields>(row.Body, WireJson.Options)!;
        (Cases, Sections, Default) = (fields.Cases ?? [], fields.Sections ?? [], fields.Default);
        (Version, UpdatedBy, UpdatedAt) = (row.Version, row.CreatorId, row.CreatedAt);
    }

    /// <summary>From top to bottom.</summary>
    public List<RouteCaseFields?> Cases { get; }

    /// <summary>Headings for the console.</summary>
    public List<RouteSectionFields?> Sections { get; }

    /// <summary>Where events go if no case matched; absent for nowhere.</summary>
    public RouteDefaultFields? Default { get; }

    /// <summary>Rises by one with every change.</summary>
    public long Version { get; }
    public long UpdatedBy { get; }
    public long UpdatedAt { get; }
}

/// <summary>The route of a shared integration, as the API returns it.</summary>
public sealed record RouteItem : RouteVersionItem
{
    internal RouteItem(RouteRow current, RouteRow first)
        : base(current)
    {
        IntegrationId = current.IntegrationId;
        (CreatorId, CreatedAt) = (first.CreatorId, first.CreatedAt);
    }

    public long IntegrationId { get; }

    /// <summary>Always enabled: a route is deleted with its integration.</summary>
    [AllowedValues("enabled", "deleted")]
    public string Status { get; } = "enabled";
    public long CreatorId { get; }
    public long CreatedAt { get; }
}

/// <summary>Reads routes as a caller may see them.</summary>
internal static class RouteReader
{
    /// <summary>The versions of the routes of the account's integrations that the caller may see.</summary>
    public static IQueryable<RouteRow> For(PharosDb db, Caller caller, SpaceAccess access)
    {
        var integrations = IntegrationReader.For(db, caller, access);
        return db.Routes.Where(r => integrations.Any(i => i.IntegrationId == r.IntegrationId));
    }

    /// <summary>The current routes of integrations; those without one are left out.</summary>
    public static async Task<Dictionary<long, RouteItem>> Items(
        PharosDb db,
        Caller caller,
        SpaceAccess access,
        IReadOnlyCollection<long> integrationIds,
        CancellationToken cancel
    )
    {
        var all = For(db, caller, access)
            .AsNoTracking()
            .Where(r => EF.Parameter(integrationIds).Contains(r.IntegrationId));
        var first = await all.Where(r => r.Version == 1).ToDictionaryAsync(r => r.IntegrationId, cancel);
        var current = await all.Where(r => r.IsCurrent).ToListAsync(cancel);
        return current.ToDictionary(
            r => r.IntegrationId,
            r => new RouteItem(r, first.GetValueOrDefault(r.IntegrationId, r))
        );
    }
}
