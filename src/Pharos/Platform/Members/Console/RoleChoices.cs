using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// The roles as checkboxes. Roles that the caller must not grant are locked; the operations enforce the same rule.
/// </summary>
internal static class RoleChoices
{
    /// <param name="held">The roles that the member has.</param>
    public static async Task<IReadOnlyList<CheckboxOption>> Read(
        ConsoleRequest request,
        PharosDb db,
        IReadOnlyCollection<long> held
    )
    {
        var roles = await ListRoles.Info.Run(new ListRolesRequest(), request.Operation(db));
        var isOwner = await IsOwner(request, db);
        return
        [
            .. roles
                .Items.OrderBy(r => r.Editable)
                .ThenBy(r => r.Editable ? 0 : r.RoleId)
                .ThenBy(r => r.RoleName, StringComparer.CurrentCulture)
                .Select(r => Option(request, r, isOwner, held.Contains(r.RoleId))),
        ];
    }

    public static Task<bool> IsOwner(ConsoleRequest request, PharosDb db) =>
        db.MemberRoles.AnyAsync(
            r => r.MemberId == request.Caller.MemberId && r.RoleId == BuiltInRoles.Owner.RoleId,
            request.Cancel
        );

    /// <summary>Reads the ticked roles. Fails on values that the form cannot send.</summary>
    public static List<long?> Ticked(Form form) =>
        [
            .. form.Values("role_ids")
                .Distinct(StringComparer.Ordinal)
                .Select(id => (long?)Kernel.Validate.IdText(id, "role_ids")),
        ];

    private static CheckboxOption Option(ConsoleRequest request, RoleItem role, bool isOwner, bool isHeld)
    {
        var allows = PermissionCatalogue.FromIds(role.PermissionIds);
        // A disabled role that the member has counts like an enabled one.
        var isBeyond = (role.Status == "enabled" || isHeld) && (request.Caller.Permissions & allows) != allows;
        var isForOwners = role.RoleId == BuiltInRoles.Owner.RoleId && !isOwner;
        var why =
            isForOwners ? request.Texts[MembersTexts.RoleForOwners]
            : isBeyond ? request.Texts[MembersTexts.RoleBeyondOwn]
            : null;
        var says = string.Join(
            " ",
            new[]
            {
                role.Status == "disabled" ? request.Texts[MembersTexts.RoleIsDisabled] : null,
                role.Description,
                why,
            }.Where(t => !string.IsNullOrEmpty(t))
        );
        return new CheckboxOption(
            role.RoleId.ToString(CultureInfo.InvariantCulture),
            role.RoleName,
            says.Length == 0 ? null : says,
            isForOwners || isBeyond
        );
    }
}
