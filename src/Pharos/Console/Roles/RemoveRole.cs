using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.Roles;
using Pharos.Storage;

namespace Pharos.Console.Roles;

/// <summary>Asks, and then deletes a role: <c>/console/roles/{role_id}/delete</c></summary>
internal static class RemoveRole
{
    public static async Task<IResult> Show(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.RolesManage);
        var shown = await ShownRole.Find(request, db);
        return shown.Role.Editable ? request.Page<RemoveRolePage>(StatusCodes.Status200OK, (nameof(RemoveRolePage.Shown), shown)) : throw Problem.NotFound("role_id");
    }

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        await DeleteRole.Info.Run(new RoleRequest { RoleId = ShownRole.Id(request) }, request.Operation(db));
        return request.See(ShowRoles.Path + "?done=deleted");
    }
}
