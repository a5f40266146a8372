using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.Roles.Console;

/// <summary>Asks for confirmation and deletes a role: <c>/console/roles/{role_id}/delete</c></summary>
internal static class RemoveRole
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.RolesManage);
        var shown = await RoleContext.Find(request, db);
        return shown.Role.Editable
            ? request.Page<RemoveRolePage>(StatusCodes.Status200OK, (nameof(RemoveRolePage.Shown), shown))
            : throw Errors.NotFound("role_id");
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        await DeleteRole.Info.Run(new RoleRequest { RoleId = RoleContext.Id(request) }, request.Operation(db));
        return request.See(ShowRoles.Path + "?done=deleted");
    }
}
