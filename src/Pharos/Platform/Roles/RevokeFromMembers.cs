using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Roles;

/// <summary>Revokes a role from members: <c>POST /role/member/revoke</c></summary>
internal static class RevokeFromMembers
{
    public static readonly Operation<RoleMembersRequest, EmptyResponse> Info = new(
        "/role/member/revoke",
        "Revoke a role from members",
        Handle
    )
    {
        Permission = Permissions.RolesManage,
        Audit = new(OperationTexts.RoleMemberWriteRevoke) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(RoleMembersRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (roleId, memberIds) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var role = await RoleReader.Name(db, caller, roleId, cancel) ?? throw Errors.NotFound("role_id");
        var members = await MemberReader.FindAll(db, caller, memberIds, "member_ids", cancel);
        await RoleGrantPolicy.Revoke(db, caller, members, [roleId], "member_ids", op.Clock.Seconds(), cancel);
        write.SetAuditTarget(role);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
