using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// Asks for confirmation, listing the consequences, and deletes a member: <c>/console/members/{member_id}/delete</c>
/// </summary>
internal static class RemoveMember
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        return request.Page<RemoveMemberPage>(
            StatusCodes.Status200OK,
            (nameof(RemoveMemberPage.Shown), await MemberContext.Find(request, db))
        );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        await DeleteMember.Info.Run(
            new DeleteMemberRequest { MemberId = MemberContext.Id(request) },
            request.Operation(db)
        );
        return request.See(ShowMembers.Path + "?done=deleted");
    }
}
