using Pharos.Api.Callers;
using Pharos.Api.Envelope;

namespace Pharos.Api.Roles;

/// <summary><c>/role/</c></summary>
internal static class RolesApi
{
    public static void MapRoles(this IEndpointRouteBuilder api)
    {
        var services = api.ServiceProvider;
        api.Ask<ListRolesRequest, ListRolesResponse>("/role/list", "List roles, built-in ones among them", ListRoles.Handle);
        api.Ask<RoleRequest, RoleItem>("/role/info", "Get role detail", RoleInfo.Handle);
        api.Post<UpsertRoleRequest, UpsertRoleResponse>("/role/upsert", "Create or update a role", Permissions.RolesManage, UpsertRole.Handle);
        api.Post<RoleRequest, Nothing>("/role/delete", "Delete a role and take it from all members", Permissions.RolesManage, DeleteRole.Handle);
        api.Post<RoleRequest, Nothing>("/role/disable", "Disable a role: it allows nothing until it is enabled", Permissions.RolesManage, SetRoleDisabled.Disable);
        api.Post<RoleRequest, Nothing>("/role/enable", "Enable a role", Permissions.RolesManage, SetRoleDisabled.Enable);
        api.Post<RoleMembersRequest, Nothing>("/role/member/grant", "Grant a role to members", Permissions.RolesManage, GrantToMembers.Handle);
        api.Post<RoleMembersRequest, Nothing>("/role/member/revoke", "Take a role from members", Permissions.RolesManage, RevokeFromMembers.Handle);
        api.Ask<ListPermissionsRequest, ListPermissionsResponse>("/role/permission/list", "List permissions", ListPermissions.Handle);
        api.Ask<ListFactorsRequest, FactorItem[]>(
            "/role/permission/factor/list", "List permission factors",
            (request, _, caller, _) => Task.FromResult(ListFactors.Handle(request, services.GetRequiredService<EndpointDataSource>(), caller)));
    }
}
