using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>Deletes a role and revokes it from all members: <c>POST /role/delete</c></summary>
internal static class DeleteRole
{
    public static readonly Operation<RoleRequest, EmptyResponse> Info = new(
        "/role/delete",
        "Delete a role and revoke it from all members",
        Handle
    )
    {
        Permission = Permissions.RolesManage,
        Audit = new(OperationTexts.RoleWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(RoleRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var roleId = Validate.Id(request.RoleId, "role_id");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var role = await RoleReader.FindOwn(db, caller, roleId, cancel);
        await RoleGrantPolicy.DemandMayTouch(db, caller, [], [roleId], cancel);
        db.Roles.Remove(role);
        var now = op.Clock.Seconds();
        await db
            .Members.Where(m => m.Roles.Any(r => r.RoleId == roleId))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.UpdatedAt, now), cancel);
        await db.MemberRoles.Where(r => r.RoleId == roleId).ExecuteDeleteAsync(cancel);
        write.SetAuditTarget(role.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
