namespace Pharos.Console.Members;

/// <summary><c>/console/members</c></summary>
internal static class MembersRoutes
{
    public static void MapMembers(this IEndpointRouteBuilder console)
    {
        console.Read("/members", ShowMembers.Handle);
        console.Read("/members/invite", InvitePeople.Show);
        console.Submit("/members/invite", InvitePeople.Handle);
        console.Read("/members/{memberId}", ShowMember.Handle);
        console.Submit("/members/{memberId}/roles", SaveMemberRoles.Handle);
        console.Submit("/members/{memberId}/invite", InviteAgain.Handle);
        console.Read("/members/{memberId}/second-factor", SwitchOffSecondFactor.Show);
        console.Submit("/members/{memberId}/second-factor", SwitchOffSecondFactor.Handle);
        console.Read("/members/{memberId}/delete", RemoveMember.Show);
        console.Submit("/members/{memberId}/delete", RemoveMember.Handle);
    }
}
