using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Platform.Members;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary>
/// Shows a role and its members, with a form for members who manage roles: <c>GET /console/roles/{role_id}</c>
/// </summary>
internal static class ShowRole
{
    /// <summary>The most members offered in the grant form. Others can get the role on their own screen.</summary>
    private const int MostOffered = 1000;

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var shown = await RoleContext.Find(request, db);
        return await Page(request, db, shown, shown.Form(), StatusCodes.Status200OK);
    }

    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        RoleContext shown,
        Form form,
        int status
    )
    {
        var roleId = shown.Role.RoleId;
        List<RoleHolder> others = shown.MayGive
            ? await MemberReader
                .For(db, request.Caller)
                .AsNoTracking()
                .Where(m => m.Roles.All(r => r.RoleId != roleId))
                .OrderBy(m => m.Name)
                .ThenBy(m => m.MemberId)
                .Select(m => new RoleHolder(m.MemberId, m.Name, m.Email))
                .Take(MostOffered)
                .ToListAsync(request.Cancel)
            : [];
        return request.Page<RolePage>(
            status,
            (nameof(RolePage.Shown), shown),
            (nameof(RolePage.Form), form),
            (nameof(RolePage.Others), others),
            (nameof(RolePage.Done), Done(request))
        );
    }

    private static string? Done(ConsoleRequest request) =>
        request.Query("done") switch
        {
            "made" => request.Texts[RolesTexts.RoleMade],
            "saved" => request.Texts[RolesTexts.RoleSaved],
            "disabled" => request.Texts[RolesTexts.RoleDisabledDone],
            "enabled" => request.Texts[RolesTexts.RoleEnabledDone],
            "granted" => request.Texts[RolesTexts.RoleGranted],
            "revoked" => request.Texts[RolesTexts.RoleRevoked],
            _ => null,
        };
}
