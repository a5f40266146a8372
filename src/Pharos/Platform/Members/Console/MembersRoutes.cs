using Pharos.Web;

namespace Pharos.Platform.Members.Console;

/// <summary><c>/console/members</c></summary>
internal static class MembersRoutes
{
    public static void MapMembers(this IEndpointRouteBuilder console)
    {
        console.MapPage("/members", ShowMembers.Handle);
        console.MapPage("/members/invite", InvitePeople.Show);
        console.MapForm("/members/invite", InvitePeople.Handle);
        console.MapPage("/members/{memberId}", ShowMember.Handle);
        console.MapForm("/members/{memberId}/roles", SaveMemberRoles.Handle);
        console.MapForm("/members/{memberId}/invite", ResendInvitation.Handle);
        console.MapPage("/members/{memberId}/second-factor", DisableSecondFactor.Show);
        console.MapForm("/members/{memberId}/second-factor", DisableSecondFactor.Handle);
        console.MapPage("/members/{memberId}/delete", RemoveMember.Show);
        console.MapForm("/members/{memberId}/delete", RemoveMember.Handle);
    }
}
