using Pharos.Web;

namespace Pharos.Platform.Roles.Console;

/// <summary><c>/console/roles</c></summary>
internal static class RolesRoutes
{
    public static void MapRoles(this IEndpointRouteBuilder console)
    {
        console.MapPage("/roles", ShowRoles.Handle);
        console.MapPage("/roles/new", AddRole.Show);
        console.MapForm("/roles/new", AddRole.Handle);
        console.MapPage("/roles/{roleId}", ShowRole.Handle);
        console.MapForm("/roles/{roleId}", SaveRole.Handle);
        console.MapForm("/roles/{roleId}/disable", SetRoleState.Disable);
        console.MapForm("/roles/{roleId}/enable", SetRoleState.Enable);
        console.MapForm("/roles/{roleId}/members/grant", ChangeRoleMembers.Grant);
        console.MapForm("/roles/{roleId}/members/revoke", ChangeRoleMembers.Revoke);
        console.MapPage("/roles/{roleId}/delete", RemoveRole.Show);
        console.MapForm("/roles/{roleId}/delete", RemoveRole.Handle);
    }
}
