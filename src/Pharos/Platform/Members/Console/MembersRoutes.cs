using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Members.Console;

/// <summary><c>/console/members</c></summary>
internal static class MembersRoutes
{
    public static void MapMembers(this IEndpointRouteBuilder console)
    {
        console.MapPage("/members", ShowMembers.Handle, InvitePeople.Sent, RemoveMember.Form.Notice);
        console.MapPage("/members/invite", InvitePeople.Show);
        console.MapForm("/members/invite", InvitePeople.Handle);
        console.MapForm(
            "/members/{memberId}",
            "/members/{memberId}/roles",
            SaveMemberRoles.Form,
            SaveMemberRoles.Form.Notice,
            DisableSecondFactor.Form.Notice,
            RemoveMemberKey.Form.Notice
        );
        console.MapForm("/members/{memberId}/invite", ResendInvitation.Handle);
        console.MapForm("/members/{memberId}/second-factor", DisableSecondFactor.Form);
        console.MapForm("/members/{memberId}/keys/{keyId}/delete", RemoveMemberKey.Form);
        console.MapForm("/members/{memberId}/delete", RemoveMember.Form);
    }
}
