using Pharos.Api.Callers;
using Pharos.Api.Envelope;

namespace Pharos.Api.Members;

/// <summary><c>/member/</c></summary>
internal static class MembersApi
{
    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var invitations = api.ServiceProvider.GetRequiredService<Invitations>();
        api.Ask<MemberInfoRequest, MemberInfoResponse>("/member/info", "Get current member info", MemberInfo.Handle);
        api.Post<ResetMemberInfoRequest, Nothing>("/member/info/reset", "Change a member's profile; an omitted field keeps its value", Permissions.None, ResetMemberInfo.Handle);
        api.Ask<ListMembersRequest, ListMembersResponse>("/member/list", "List members", ListMembers.Handle);
        api.Post<InviteMembersRequest, InviteMembersResponse>(
            "/member/invite", "Invite members by mail", Permissions.MembersManage,
            (request, db, caller, writes, clock, cancel) => InviteMembers.Handle(request, db, caller, invitations, writes, clock, cancel));
        api.Post<DeleteMemberRequest, Nothing>("/member/delete", "Delete a member, with all keys and sessions", Permissions.MembersManage, DeleteMember.Handle);
        api.Post<MemberRolesRequest, Nothing>("/member/role/grant", "Grant roles to a member", Permissions.MembersManage, ChangeMemberRoles.Grant);
        api.Post<MemberRolesRequest, Nothing>("/member/role/revoke", "Take roles from a member", Permissions.MembersManage, ChangeMemberRoles.Revoke);
        api.Post<MemberRolesRequest, Nothing>("/member/role/update", "Replace a member's roles", Permissions.MembersManage, ChangeMemberRoles.Update);
    }
}
