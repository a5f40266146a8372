using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>
/// Lists the catalogue of permissions, or what of it some roles grant: <c>POST /role/permission/list</c>
/// </summary>
internal static class ListPermissions
{
    public static readonly Operation<ListPermissionsRequest, ListPermissionsResponse> Info = new(
        "/role/permission/list",
        "List permissions",
        Handle
    )
    {
        Kind = OperationKind.Ask,
    };

    private static async Task<ListPermissionsResponse> Handle(ListPermissionsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandAccount();
        var roleIds = Validate.OptionalIds(request.RoleIds, "role_ids", 100);

        await RoleReader.DemandAll(db, caller, roleIds, "role_ids", cancel);
        var granted = await BuiltInRoles.Allow(db, caller.AccountId, roleIds, cancel);
        var withAll = request.WithAll == true;
        return new ListPermissionsResponse([
            .. PermissionCatalogue
                .All.Where(p => withAll || roleIds.Count == 0 || granted.HasFlag(p.Permission))
                .Select(p => new PermissionItem(
                    p.Id,
                    p.Name,
                    p.Type,
                    new Message(p.Description).In(op.Language),
                    p.Class,
                    p.Scope,
                    "enabled",
                    withAll ? granted.HasFlag(p.Permission) : null
                )),
        ]);
    }
}

public sealed record ListPermissionsRequest
{
    /// <summary>Only what these grant; everything when absent or empty.</summary>
    public List<long?>? RoleIds { get; set; }

    /// <summary>Everything, and of each whether the roles grant it.</summary>
    public bool? WithAll { get; set; }
}

public sealed record ListPermissionsResponse(IReadOnlyList<PermissionItem> Items);

/// <param name="IsGranted">Absent unless <c>with_all</c> was asked for.</param>
public sealed record PermissionItem(
    long Id,
    string PermissionName,
    PermissionType PermissionType,
    string Description,
    string Class,
    string Scope,
    [property: AllowedValues("enabled", "disabled")] string Status,
    bool? IsGranted
);
