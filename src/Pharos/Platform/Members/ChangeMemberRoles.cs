using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Roles;

namespace Pharos.Platform.Members;

/// <summary>
/// Grants, revokes or replaces a member's roles: <c>POST /member/role/grant</c>, <c>…/revoke</c>, <c>…/update</c>
/// </summary>
internal static class ChangeMemberRoles
{
    public static readonly Operation<MemberRolesRequest, EmptyResponse> Grant = new(
        "/member/role/grant",
        "Grant roles to a member",
        (request, op) => Change(request, op, Grant!, mayBeNone: false, GrantRoles)
    )
    {
        Permission = Permissions.MembersManage,
        Audit = new(OperationTexts.MemberRoleWriteGrant) { IsDangerous = true },
    };

    public static readonly Operation<MemberRolesRequest, EmptyResponse> Revoke = new(
        "/member/role/revoke",
        "Revoke roles from a member",
        (request, op) => Change(request, op, Revoke!, mayBeNone: false, RevokeRoles)
    )
    {
        Permission = Permissions.MembersManage,
        Audit = new(OperationTexts.MemberRoleWriteRevoke) { IsDangerous = true },
    };

    public static readonly Operation<MemberRolesRequest, EmptyResponse> Update = new(
        "/member/role/update",
        "Replace a member's roles",
        (request, op) => Change(request, op, Update!, mayBeNone: true, UpdateRoles)
    )
    {
        Permission = Permissions.MembersManage,
        Audit = new(OperationTexts.MemberRoleWriteUpdate) { IsDangerous = true },
    };

    private static Task GrantRoles(OperationContext op, MemberRow member, IReadOnlyList<long> roleIds) =>
        RoleGrantPolicy.Grant(op.Db, op.Caller, [member], roleIds, "role_ids", op.Clock.Seconds(), op.Cancel);

    private static async Task RevokeRoles(OperationContext op, MemberRow member, IReadOnlyList<long> roleIds)
    {
        await RoleReader.DemandAll(op.Db, op.Caller, roleIds, "role_ids", op.Cancel);
        await RoleGrantPolicy.Revoke(op.Db, op.Caller, [member], roleIds, "role_ids", op.Clock.Seconds(), op.Cancel);
    }

    private static async Task UpdateRoles(OperationContext op, MemberRow member, IReadOnlyList<long> roleIds)
    {
        var before = member.Roles.Select(r => r.RoleId).ToList();
        await RoleReader.DemandAll(op.Db, op.Caller, roleIds, "role_ids", op.Cancel);
        await GrantRoles(op, member, [.. roleIds.Except(before)]);
        await RoleGrantPolicy.Revoke(
            op.Db,
            op.Caller,
            [member],
            [.. before.Except(roleIds)],
            "role_ids",
            op.Clock.Seconds(),
            op.Cancel
        );
    }

    private static async Task<EmptyResponse> Change(
        MemberRolesRequest request,
        OperationContext op,
        Operation info,
        bool mayBeNone,
        Func<OperationContext, MemberRow, IReadOnlyList<long>, Task> change
    )
    {
        var (db, caller, cancel) = op;
        var memberId = Validate.Id(request.MemberId, "member_id");
        if (request.RoleIds is null)
            throw Errors.Missing("role_ids");
        var roleIds = mayBeNone
            ? Validate.OptionalIds(request.RoleIds, "role_ids")
            : Validate.RequiredIds(request.RoleIds, "role_ids");

        await using var write = await op.BeginWrite(info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, memberId, cancel);
        await change(op, member, roleIds);
        write.SetAuditTarget(member.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <summary>A member, and the roles to grant, to revoke or to have.</summary>
public sealed record MemberRolesRequest
{
    [Required]
    public long? MemberId { get; set; }

    [Required]
    [MaxLength(100)]
    public List<long?>? RoleIds { get; set; }
}
