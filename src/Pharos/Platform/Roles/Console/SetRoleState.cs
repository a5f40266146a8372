using Pharos.Database;
using Pharos.Web;

namespace Pharos.Platform.Roles.Console;

/// <summary>Disables or enables a role: <c>POST /console/roles/{role_id}/disable</c> and <c>…/enable</c></summary>
internal static class SetRoleState
{
    public static async Task<IResult> Disable(ConsoleRequest request, PharosDb db)
    {
        var roleId = RoleContext.Id(request);
        await SetRoleDisabled.Disable.Run(new RoleRequest { RoleId = roleId }, request.Operation(db));
        return request.See(FormattableString.Invariant($"{ShowRoles.Path}/{roleId}?done=disabled"));
    }

    public static async Task<IResult> Enable(ConsoleRequest request, PharosDb db)
    {
        var roleId = RoleContext.Id(request);
        await SetRoleDisabled.Enable.Run(new RoleRequest { RoleId = roleId }, request.Operation(db));
        return request.See(FormattableString.Invariant($"{ShowRoles.Path}/{roleId}?done=enabled"));
    }
}
