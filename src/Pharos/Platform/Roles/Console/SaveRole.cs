using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary>
/// Shows a role with its holders, and saves it; read-only without the permission: <c>/console/roles/{role_id}</c>
/// </summary>
internal static class SaveRole
{
    public static readonly ConsoleForm<RoleContext> Form = new()
    {
        Permission = Permissions.RolesManage,
        PagePermission = Permissions.None,
        Lock = FormLocks.Account,
        Find = RoleContext.Find,
        Fields =
        [
            new("name", RolesTexts.RoleName, role => role.Role.RoleName) { WireNames = ["role_name"] },
            new("description", RolesTexts.RoleDescription, role => role.Role.Description),
            new("permission_ids", RolesTexts.RolePermissions, role =>
                role.Role.PermissionIds.Select(id => id.ToString(CultureInfo.InvariantCulture))
            )
            {
                Shown = (role, request, _) =>
                    new(
                        string.Join(
                            "; ",
                            PermissionCatalogue
                                .All.Where(p => role.Role.PermissionIds.Contains(p.Id))
                                .Select(p => new Message(p.Description).In(request.Texts.Language))
                        )
                    ),
            },
        ],
        Page = Page,
        Submit = async (role, form, op) =>
        {
            await UpsertRole.Info.Run(Typed(role.Role.RoleId, form), op);
            return role.Path;
        },
        Notice = new("saved", RolesTexts.RoleSaved),
    };

    /// <summary>
    /// More members than these are not offered to be given a role here; each can still be given it on their own screen.
    /// </summary>
    private const int MostOffered = 1000;

    public static async Task<IResult> Page(ConsoleRequest request, PharosDb db, RoleContext shown, Form form)
    {
        var roleId = shown.Role.RoleId;
        List<RoleHolder> others = shown.MayChange
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
            form.Status,
            (nameof(RolePage.Shown), shown),
            (nameof(RolePage.Form), form),
            (nameof(RolePage.Others), others)
        );
    }

    /// <summary>Reads the form. Fails on values that the form cannot send.</summary>
    public static UpsertRoleRequest Typed(long? roleId, Form form) =>
        new()
        {
            RoleId = roleId,
            RoleName = form["name"],
            Description = form["description"],
            PermissionIds =
            [
                .. form.Values("permission_ids")
                    .Distinct(StringComparer.Ordinal)
                    .Select(id => (long?)Validate.IdText(id, "permission_ids")),
            ],
        };
}
