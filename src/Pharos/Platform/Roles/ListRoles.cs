using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>Lists the account's roles and the built-in roles: <c>POST /role/list</c></summary>
internal static class ListRoles
{
    public static readonly Operation<ListRolesRequest, ListRolesResponse> Info = new(
        "/role/list",
        "List roles, including built-in roles",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<ListRolesResponse> Handle(ListRolesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var since = await db
            .Accounts.Where(a => a.AccountId == caller.AccountId)
            .Select(a => a.CreatedAt)
            .SingleAsync(cancel);
        var own = await db.Roles.AsNoTracking().Where(r => r.AccountId == caller.AccountId).ToListAsync(cancel);
        var items = own.Select(RoleItem.From)
            .Concat(BuiltInRoles.All.Select(role => RoleItem.From(role, since, op.Language)));
        var ordered =
            request.Orderby == RoleOrder.UpdatedAt ? items.OrderBy(i => i.UpdatedAt) : items.OrderBy(i => i.CreatedAt);
        List<RoleItem> sorted = [.. ordered.ThenByDescending(i => i.RoleId)];
        if (request.Asc != true)
            sorted.Reverse();
        return new ListRolesResponse(sorted.Count, sorted);
    }
}

public enum RoleOrder
{
    CreatedAt,
    UpdatedAt,
}

public sealed record ListRolesRequest
{
    /// <summary>By creation if absent.</summary>
    public RoleOrder? Orderby { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }
}

public sealed record ListRolesResponse(int Total, IReadOnlyList<RoleItem> Items);
