using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// Asks for confirmation, listing the consequences, and deletes a member: <c>/console/members/{member_id}/delete</c>
/// </summary>
internal static class RemoveMember
{
    public static readonly ConsoleForm<MemberContext> Form = new()
    {
        Permission = Permissions.MembersManage,
        Find = MemberContext.Find,
        Page = (request, _, member, form) =>
            Task.FromResult(request.Page<RemoveMemberPage>(form.Status, (nameof(RemoveMemberPage.Shown), member))),
        Submit = async (member, _, op) =>
        {
            await DeleteMember.Info.Run(new DeleteMemberRequest { MemberId = member.Member.MemberId }, op);
            return ShowMembers.Path;
        },
        Notice = new("deleted", MembersTexts.MemberDeleted),
    };
}
