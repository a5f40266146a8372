using Pharos.Http;
using Pharos.Platform.Invitations;
using Pharos.Platform.Profile;

namespace Pharos.Platform.Members;

/// <summary><c>/member/</c>, and operations that only the console and the command line offer.</summary>
internal static class MembersApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        MemberInfo.Info,
        InviteMembers.Info,
        AcceptInvitation.Info,
        ResetMemberInfo.Info,
        SetConsoleLanguage.Info,
        RecoverMember.Info,
        ListMembers.Info,
        DeleteMember.Info,
        ChangeMemberRoles.Grant,
        ChangeMemberRoles.Revoke,
        ChangeMemberRoles.Update,
    ];
}
