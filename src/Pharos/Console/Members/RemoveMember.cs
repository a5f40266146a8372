using Pharos.Api.Callers;
using Pharos.Api.Members;
using Pharos.Storage;

namespace Pharos.Console.Members;

/// <summary>Asks, telling what ends, and then deletes a member: <c>/console/members/{member_id}/delete</c></summary>
internal static class RemoveMember
{
    public static async Task<IResult> Show(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        return request.Page<RemoveMemberPage>(StatusCodes.Status200OK, (nameof(RemoveMemberPage.Shown), await ShownMember.Find(request, db)));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        await DeleteMember.Info.Run(new DeleteMemberRequest { MemberId = ShownMember.Id(request) }, request.Operation(db));
        return request.See(ShowMembers.Path + "?done=deleted");
    }
}
