using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.Members;
using Pharos.Storage;

namespace Pharos.Api.Roles;

/// <summary>Takes a role from members: <c>POST /role/member/revoke</c></summary>
internal static class RevokeFromMembers
{
    public static async Task<Nothing> Handle(RoleMembersRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.Demand(Permissions.RolesManage);
        var (roleId, memberIds) = request.Check();

        await using var write = await writes.Begin(db, caller, AuditedOperations.RoleMemberRevoke, request, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var role = await RoleReader.Name(db, caller, roleId, cancel) ?? throw Problem.NotFound("role_id");
        var members = await MemberReader.FindAll(db, caller, memberIds, "member_ids", cancel);
        await Grants.Revoke(db, caller, members, [roleId], "member_ids", clock.Seconds(), cancel);
        write.About(role);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}
