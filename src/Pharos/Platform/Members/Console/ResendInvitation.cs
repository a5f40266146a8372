using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.Members.Console;

/// <summary>
/// Sends a pending member a new link and voids the old one: <c>POST /console/members/{member_id}/invite</c>
/// </summary>
internal static class ResendInvitation
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.MembersManage);
        var member = (await MemberContext.Find(request, db)).Member;
        // The member has joined since the page was shown.
        if (member.Status != MemberStatus.Pending)
            throw Errors.NotFound("member_id");
        var invited = await InviteMembers.Info.Run(
            new InviteMembersRequest { Members = [new InviteMemberFields { Email = member.Email }] },
            request.Operation(db)
        );
        return InvitePeople.Invited(request, invited.Items, [member.Email]);
    }
}
