using System.ComponentModel.DataAnnotations;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.Roles;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.Members;

/// <summary>Gives roles to a member, takes some, or replaces all: <c>POST /member/role/grant</c>, <c>…/revoke</c>, <c>…/update</c></summary>
internal static class ChangeMemberRoles
{
    public static Task<Nothing> Grant(MemberRolesRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel) =>
        Change(request, AuditedOperations.MemberRoleGrant, mayBeNone: false, db, caller, writes, (member, roleIds) => Grants.Grant(db, caller, [member], roleIds, "role_ids", clock.Seconds(), cancel), cancel);

    public static Task<Nothing> Revoke(MemberRolesRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel) =>
        Change(request, AuditedOperations.MemberRoleRevoke, mayBeNone: false, db, caller, writes, async (member, roleIds) =>
        {
            await RoleReader.DemandAll(db, caller, roleIds, "role_ids", cancel);
            await Grants.Revoke(db, caller, [member], roleIds, "role_ids", clock.Seconds(), cancel);
        }, cancel);

    public static Task<Nothing> Update(MemberRolesRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel) =>
        Change(request, AuditedOperations.MemberRoleUpdate, mayBeNone: true, db, caller, writes, async (member, roleIds) =>
        {
            var before = member.Roles.Select(r => r.RoleId).ToList();
            await RoleReader.DemandAll(db, caller, roleIds, "role_ids", cancel);
            await Grants.Grant(db, caller, [member], [.. roleIds.Except(before)], "role_ids", clock.Seconds(), cancel);
            await Grants.Revoke(db, caller, [member], [.. before.Except(roleIds)], "role_ids", clock.Seconds(), cancel);
        }, cancel);

    private static async Task<Nothing> Change(
        MemberRolesRequest request, AuditedOperation<MemberRolesRequest> operation, bool mayBeNone, StatusDb db, Caller caller, WriteTransactions writes,
        Func<MemberRow, IReadOnlyList<long>, Task> change, CancellationToken cancel)
    {
        caller.Demand(Permissions.MembersManage);
        var memberId = Check.Id(request.MemberId, "member_id");
        if (request.RoleIds is null)
            throw Problem.Missing("role_ids");
        var roleIds = mayBeNone ? Check.AnyIds(request.RoleIds, "role_ids", 100) : Check.SomeIds(request.RoleIds, "role_ids", 100);

        await using var write = await writes.Begin(db, caller, operation, request, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, memberId, cancel);
        await change(member, roleIds);
        write.About(member.Name);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}

/// <summary>A member, and roles of theirs or to be.</summary>
public sealed record MemberRolesRequest
{
    [Required] public long? MemberId { get; set; }
    [Required] public List<long?>? RoleIds { get; set; }
}
