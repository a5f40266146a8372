using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Routes;

/// <summary>
/// Reads routes: <c>POST /route/info</c>, <c>/route/list</c> and <c>/route/history/list</c>
/// </summary>
internal static class ReadRoutes
{
    public static readonly Operation<IntegrationRequest, RouteItem?> Info = new(
        "/route/info",
        "Get the route of an integration; null if it has none",
        HandleInfo
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IntegrationsRead,
        IsForAccount = true,
    };

    public static readonly Operation<ListRoutesRequest, ListRoutesResponse> List = new(
        "/route/list",
        "Get the routes of integrations",
        HandleList
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IntegrationsRead,
        IsForAccount = true,
    };

    public static readonly Operation<ListRouteHistoryRequest, ListRouteHistoryResponse> History = new(
        "/route/history/list",
        "List the versions of a route",
        HandleHistory
    )
    {
        Kind = OperationKind.Ask,
        Permission = Permissions.IntegrationsRead,
        IsForAccount = true,
    };

    private static async Task<RouteItem?> HandleInfo(IntegrationRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.Id(request.IntegrationId, "integration_id");
        var access = await SpaceAccess.For(db, caller, cancel);
        await IntegrationReader.Find(db, caller, access, id, cancel);
        return (await RouteReader.Items(db, caller, access, [id], cancel)).GetValueOrDefault(id);
    }

    private static async Task<ListRoutesResponse> HandleList(ListRoutesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var ids = Validate.RequiredIds(request.IntegrationIds, "integration_ids");
        var access = await SpaceAccess.For(db, caller, cancel);
        var found = await RouteReader.Items(db, caller, access, ids, cancel);
        return new ListRoutesResponse([.. ids.Where(found.ContainsKey).Select(id => found[id])]);
    }

    private static async Task<ListRouteHistoryResponse> HandleHistory(
        ListRouteHistoryRequest request,
        OperationContext op
    )
    {
        var (db, caller, cancel) = op;
        var id = Validate.Id(request.IntegrationId, "integration_id");
        var paging = Paging.Check(request.P ?? 1, request.Limit, limitByDefault: 20);
        var access = await SpaceAccess.For(db, caller, cancel);
        await IntegrationReader.Find(db, caller, access, id, cancel);
        var all = RouteReader.For(db, caller, access).AsNoTracking().Where(r => r.IntegrationId == id);
        var (rows, total, hasNext) = await paging.Fetch(
            request.Asc == true ? all.OrderBy(r => r.Version) : all.OrderByDescending(r => r.Version),
            cancel
        );
        return new ListRouteHistoryResponse(rows.ConvertAll(r => new RouteVersionItem(r)), total, hasNext);
    }
}

public sealed record ListRoutesRequest
{
    [Required]
    [MaxLength(100)]
    public List<long?>? IntegrationIds { get; set; }
}

/// <param name="Items">In the requested order, without integrations that have no route.</param>
public sealed record ListRoutesResponse(IReadOnlyList<RouteItem> Items);

public enum RouteHistoryOrder
{
    UpdatedAt,
}

public sealed record ListRouteHistoryRequest
{
    [Required]
    public long? IntegrationId { get; set; }
    public long? P { get; set; }
    public long? Limit { get; set; }
    public RouteHistoryOrder? Orderby { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }
}

public sealed record ListRouteHistoryResponse(IReadOnlyList<RouteVersionItem> Items, int Total, bool HasNextPage);
