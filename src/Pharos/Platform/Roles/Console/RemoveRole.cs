using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary>Asks for confirmation and deletes a role: <c>/console/roles/{role_id}/delete</c></summary>
internal static class RemoveRole
{
    public static readonly ConsoleForm<RoleContext> Form = new()
    {
        Permission = Permissions.RolesManage,
        Find = RoleContext.Find,
        Page = (request, _, role, form) =>
            role.Role.Editable && role.MayChange
                ? Task.FromResult(request.Page<RemoveRolePage>(form.Status, (nameof(RemoveRolePage.Shown), role)))
                : throw Errors.NotFound("role_id"),
        Submit = async (role, _, op) =>
        {
            await DeleteRole.Info.Run(new RoleRequest { RoleId = role.Role.RoleId }, op);
            return ShowRoles.Path;
        },
        Notice = new("deleted", RolesTexts.RoleDeleted),
    };
}
