using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Roles;

/// <summary>Grants a role to members: <c>POST /role/member/grant</c></summary>
internal static class GrantToMembers
{
    public static readonly Operation<RoleMembersRequest, EmptyResponse> Info = new(
        "/role/member/grant",
        "Grant a role to members",
        Handle
    )
    {
        Permission = Permissions.RolesManage,
        Audit = new(OperationTexts.RoleMemberWriteGrant) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(RoleMembersRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (roleId, memberIds) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var role = await RoleReader.Name(db, caller, roleId, cancel) ?? throw Errors.NotFound("role_id");
        var members = await MemberReader.FindAll(db, caller, memberIds, "member_ids", cancel);
        await RoleGrantPolicy.Grant(db, caller, members, [roleId], "role_id", op.Clock.Seconds(), cancel);
        write.SetAuditTarget(role);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <summary>A role, and the members to grant it to or revoke it from.</summary>
public sealed record RoleMembersRequest
{
    [Required]
    [MaxLength(100)]
    public List<long?>? MemberIds { get; set; }

    [Required]
    public long? RoleId { get; set; }

    internal (long RoleId, IReadOnlyList<long> MemberIds) Check() =>
        (Validate.Id(RoleId, "role_id"), Validate.RequiredIds(MemberIds, "member_ids"));
}
