using System.Globalization;
using Pharos.Database;
using Pharos.Http;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary>Disables or enables a role: <c>POST /console/roles/{role_id}/disable</c> and <c>…/enable</c></summary>
internal static class SetRoleState
{
    public static readonly FormNotice Disabled = new("disabled", RolesTexts.RoleDisabledDone);
    public static readonly FormNotice Enabled = new("enabled", RolesTexts.RoleEnabledDone);

    public static Task<IResult> Disable(ConsoleRequest request, PharosDb db) =>
        Set(request, db, SetRoleDisabled.Disable, Disabled);

    public static Task<IResult> Enable(ConsoleRequest request, PharosDb db) =>
        Set(request, db, SetRoleDisabled.Enable, Enabled);

    private static async Task<IResult> Set<TResponse>(
        ConsoleRequest request,
        PharosDb db,
        Operation<RoleRequest, TResponse> operation,
        FormNotice notice
    )
    {
        var roleId = RoleContext.Id(request);
        await operation.Run(new RoleRequest { RoleId = roleId }, request.Operation(db));
        return request.See(string.Create(CultureInfo.InvariantCulture, $"{ShowRoles.Path}/{roleId}"), notice);
    }
}
