using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary><c>/console/roles</c></summary>
internal static class RolesRoutes
{
    public static void MapRoles(this IEndpointRouteBuilder console)
    {
        console.MapPage("/roles", ShowRoles.Handle, RemoveRole.Form.Notice);
        console.MapForm("/roles/new", AddRole.Form);
        console.MapForm(
            "/roles/{roleId}",
            SaveRole.Form,
            SaveRole.Form.Notice,
            AddRole.Form.Notice,
            SetRoleState.Disabled,
            SetRoleState.Enabled,
            ChangeRoleMembers.Granted,
            ChangeRoleMembers.Revoked
        );
        console.MapForm("/roles/{roleId}/disable", SetRoleState.Disable);
        console.MapForm("/roles/{roleId}/enable", SetRoleState.Enable);
        console.MapForm("/roles/{roleId}/members/grant", ChangeRoleMembers.Grant);
        console.MapForm("/roles/{roleId}/members/revoke", ChangeRoleMembers.Revoke);
        console.MapForm("/roles/{roleId}/delete", RemoveRole.Form);
    }
}
