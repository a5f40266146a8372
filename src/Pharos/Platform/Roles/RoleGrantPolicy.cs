using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Roles;

/// <summary>
/// Decides who may change which members and roles: no one grants or takes away more than their own permissions, no one
/// changes a member or a role with more permissions than their own, only owners change owners, and the last owner
/// stays. Reading on-call doesn't count, because the default role for new members, viewer, allows it. The caller must
/// hold the account lock.
/// </summary>
internal static class RoleGrantPolicy
{
    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public static void DemandWithin(Caller caller, Permissions permissions, string field)
    {
        if (!IsWithin(caller, permissions))
            throw new ApiException(ErrorCode.AccessDenied, new Message(Messages.GrantBeyondOwn, field));
    }

    /// <summary>
    /// Demands that the members and roles have no permission that the caller lacks, and that the caller is an owner if
    /// a member is one or if the owner role is involved. Disabled roles count like enabled ones.
    /// </summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public static async Task DemandMayTouch(
        PharosDb db,
        Caller caller,
        IReadOnlyCollection<MemberRow> members,
        IReadOnlyCollection<long> roleIds,
        CancellationToken cancel
    )
    {
        await DemandOwner(db, caller, members, roleIds, cancel);
        if (!await IsWithin(db, caller, roleIds, cancel))
            throw new ApiException(ErrorCode.AccessDenied, new Message(Messages.RoleBeyondOwn));
        var held = members.SelectMany(m => m.Roles).Select(r => r.RoleId).ToHashSet();
        if (!await IsWithin(db, caller, held, cancel))
            throw new ApiException(ErrorCode.AccessDenied, new Message(Messages.MemberBeyondOwn));
    }

    /// <summary>Whether the caller has all permissions of these roles, disabled ones included.</summary>
    public static async Task<bool> IsWithin(
        PharosDb db,
        Caller caller,
        IReadOnlyCollection<long> roleIds,
        CancellationToken cancel
    )
    {
        var permissions = await BuiltInRoles.Allow(db, caller.AccountId, roleIds, cancel, withDisabled: true);
        return IsWithin(caller, permissions);
    }

    private static bool IsWithin(Caller caller, Permissions permissions) =>
        (permissions & ~(caller.Permissions | Permissions.OnCallRead)) == Permissions.None;

    private static async Task DemandOwner(
        PharosDb db,
        Caller caller,
        IReadOnlyCollection<MemberRow> members,
        IReadOnlyCollection<long> roleIds,
        CancellationToken cancel
    )
    {
        if (!roleIds.Contains(BuiltInRoles.Owner.RoleId) && !members.Any(IsOwner))
            return;
        if (
            caller.ApiKeyScope.IsRestricted
            || !await db.MemberRoles.AnyAsync(
                r => r.MemberId == caller.MemberId && r.RoleId == BuiltInRoles.Owner.RoleId,
                cancel
            )
        )
            throw new ApiException(ErrorCode.AccessDenied, new Message(Messages.OwnersOnly));
    }

    /// <summary>Grants roles to members; those who have a role keep it.</summary>
    public static async Task Grant(
        PharosDb db,
        Caller caller,
        IReadOnlyList<MemberRow> members,
        IReadOnlyList<long> roleIds,
        string field,
        long now,
        CancellationToken cancel
    )
    {
        await RoleReader.DemandAll(db, caller, roleIds, field, cancel);
        DemandWithin(caller, await BuiltInRoles.Allow(db, caller.AccountId, roleIds, cancel), field);
        await DemandMayTouch(db, caller, members, roleIds, cancel);
        foreach (var member in members)
        {
            foreach (var roleId in roleIds.Where(id => member.Roles.All(r => r.RoleId != id)))
            {
                member.Roles.Add(new MemberRoleRow { MemberId = member.MemberId, RoleId = roleId });
                member.UpdatedAt = now;
            }
        }
    }

    /// <summary>Revokes roles from members; those who lack a role stay unchanged.</summary>
    /// <param name="field">The request field that names the members.</param>
    public static async Task Revoke(
        PharosDb db,
        Caller caller,
        IReadOnlyList<MemberRow> members,
        IReadOnlyList<long> roleIds,
        string field,
        long now,
        CancellationToken cancel
    )
    {
        await DemandMayTouch(db, caller, members, roleIds, cancel);
        foreach (var member in members)
        {
            if (member.Roles.RemoveAll(r => roleIds.Contains(r.RoleId)) > 0)
                member.UpdatedAt = now;
        }

        if (roleIds.Contains(BuiltInRoles.Owner.RoleId))
            await DemandAnotherOwner(db, caller, members, field, cancel);
    }

    /// <summary>Demands that another owner is left when members lose the role or are deleted.</summary>
    /// <param name="members">The members in their new state.</param>
    /// <exception cref="ApiException">Names the field of the members.</exception>
    public static async Task DemandAnotherOwner(
        PharosDb db,
        Caller caller,
        IReadOnlyList<MemberRow> members,
        string field,
        CancellationToken cancel
    )
    {
        if (members.Any(m => m.Status == MemberStatus.Enabled && IsOwner(m)))
            return;
        var ids = members.Select(m => m.MemberId).ToList();
        if (
            !await MemberReader
                .For(db, caller)
                .AnyAsync(
                    m =>
                        !ids.Contains(m.MemberId)
                        && m.Status == MemberStatus.Enabled
                        && m.Roles.Any(r => r.RoleId == BuiltInRoles.Owner.RoleId),
                    cancel
                )
        )
            throw Errors.Invalid(Messages.LastOwner, field);
    }

    private static bool IsOwner(MemberRow member) => member.Roles.Any(r => r.RoleId == BuiltInRoles.Owner.RoleId);
}
