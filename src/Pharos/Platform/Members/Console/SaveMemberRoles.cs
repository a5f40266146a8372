using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary>Replaces a member's roles: <c>POST /console/members/{member_id}/roles</c></summary>
internal static class SaveMemberRoles
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        var form = Form.From(request, "role_ids");
        var roleIds = RoleChoices.Ticked(form);
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockAccount(request.Caller.AccountId, request.Cancel);
        var shown = await MemberContext.Find(request, db);
        if (ShowMember.SeenOf(shown) != request.Field(ConcurrencyToken.Field))
        {
            form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
            var names = await ShowMembers.RoleNames(request, db);
            form.SetConflict(
                "role_ids",
                string.Join(", ", shown.Member.AccountRoleIds.Select(id => names.GetValueOrDefault(id, "")))
            );
            return await ShowMember.Page(request, db, shown, form, StatusCodes.Status409Conflict);
        }

        try
        {
            await ChangeMemberRoles.Update.Run(
                new MemberRolesRequest { MemberId = shown.Member.MemberId, RoleIds = roleIds },
                op.Within(write)
            );
            await write.Commit(request.Cancel);
            return request.See(shown.Path + "?done=roles");
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("role_ids", "role_ids", MembersTexts.MemberRoles),
                    ("member_id", "role_ids", MembersTexts.MemberRoles)
                )
            )
        {
            return await ShowMember.Page(request, db, shown, form, form.Status);
        }
    }
}
