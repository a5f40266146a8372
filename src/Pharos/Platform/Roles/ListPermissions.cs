using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>
/// Lists the permission catalogue, or the part that some roles grant: <c>POST /role/permission/list</c>
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
        IsForAccount = true,
    };

    private static async Task<ListPermissionsResponse> Handle(ListPermissionsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var roleIds = Validate.OptionalIds(request.RoleIds, "role_ids");

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
    /// <summary>Returns only the permissions of these roles; all if absent or empty.</summary>
    [MaxLength(100)]
    public List<long?>? RoleIds { get; set; }

    /// <summary>Returns all permissions, marking those that the roles grant.</summary>
    public bool? WithAll { get; set; }
}

public sealed record ListPermissionsResponse(IReadOnlyList<PermissionItem> Items);

/// <param name="IsGranted">Absent unless the request has <c>with_all</c>.</param>
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
