using System.Globalization;
using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary>Creates a role: <c>/console/roles/new</c></summary>
internal static class AddRole
{
    public static readonly ConsoleForm<NewThing> Form = new()
    {
        Permission = Permissions.RolesManage,
        Find = NewThing.Find,
        Fields =
        [
            new("name", RolesTexts.RoleName) { WireNames = ["role_name"] },
            new("description", RolesTexts.RoleDescription),
            new("permission_ids", RolesTexts.RolePermissions),
        ],
        Page = (request, _, _, form) =>
            Task.FromResult(request.Page<NewRolePage>(form.Status, (nameof(NewRolePage.Form), form))),
        Submit = async (_, form, op) =>
        {
            var made = await UpsertRole.Info.Run(SaveRole.Typed(null, form), op);
            return string.Create(CultureInfo.InvariantCulture, $"{ShowRoles.Path}/{made.RoleId}");
        },
        Notice = new("made", RolesTexts.RoleCreated),
    };
}
