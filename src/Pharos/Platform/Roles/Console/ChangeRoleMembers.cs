using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Roles.Console;

/// <summary>
/// Grants a role to a member or revokes it: <c>POST /console/roles/{role_id}/members/grant</c> and <c>…/revoke</c>
/// </summary>
internal static class ChangeRoleMembers
{
    public static readonly FormNotice Granted = new("granted", RolesTexts.RoleGranted);
    public static readonly FormNotice Revoked = new("revoked", RolesTexts.RoleRevoked);

    public static Task<IResult> Grant(ConsoleRequest request, PharosDb db) =>
        Change(request, db, Granted, change => GrantToMembers.Info.Run(change, request.Operation(db)));

    public static Task<IResult> Revoke(ConsoleRequest request, PharosDb db) =>
        Change(request, db, Revoked, change => RevokeFromMembers.Info.Run(change, request.Operation(db)));

    private static async Task<IResult> Change(
        ConsoleRequest request,
        PharosDb db,
        FormNotice notice,
        Func<RoleMembersRequest, Task> change
    )
    {
        request.Caller.Demand(Permissions.RolesManage);
        var shown = await RoleContext.Find(request, db);
        var form = SaveRole.Form.Filled(shown);
        if (request.Field("member_id") is not { Length: > 0 } memberId)
        {
            form.Refuse("member_id", request.Texts[RolesTexts.RoleChooseMember]);
            return await SaveRole.Page(request, db, shown, form);
        }

        try
        {
            await change(
                new RoleMembersRequest
                {
                    RoleId = shown.Role.RoleId,
                    MemberIds = [Validate.IdText(memberId, "member_ids")],
                }
            );
            return request.See(shown.Path, notice);
        }
        catch (ApiException error) when (error.Code == ErrorCode.InvalidParameter)
        {
            // For example, the last owner must stay one.
            form.Says = request.Texts.Of(
                error.Text,
                shown.Holders.FirstOrDefault(h => h.MemberId.ToString(CultureInfo.InvariantCulture) == memberId)?.Name
                    ?? request.Texts[MembersTexts.MembersTitle]
            );
            return await SaveRole.Page(request, db, shown, form);
        }
    }
}
