namespace Pharos.Console.Roles;

/// <summary><c>/console/roles</c></summary>
internal static class RolesRoutes
{
    public static void MapRoles(this IEndpointRouteBuilder console)
    {
        console.Read("/roles", ShowRoles.Handle);
        console.Read("/roles/new", AddRole.Show);
        console.Submit("/roles/new", AddRole.Handle);
        console.Read("/roles/{roleId}", ShowRole.Handle);
        console.Submit("/roles/{roleId}", SaveRole.Handle);
        console.Submit("/roles/{roleId}/disable", SetRoleState.Disable);
        console.Submit("/roles/{roleId}/enable", SetRoleState.Enable);
        console.Submit("/roles/{roleId}/members/grant", ChangeRoleMembers.Grant);
        console.Submit("/roles/{roleId}/members/revoke", ChangeRoleMembers.Revoke);
        console.Read("/roles/{roleId}/delete", RemoveRole.Show);
        console.Submit("/roles/{roleId}/delete", RemoveRole.Handle);
    }
}
