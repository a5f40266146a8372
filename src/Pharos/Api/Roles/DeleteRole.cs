using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Roles;

/// <summary>Deletes a role and takes it from all who hold it: <c>POST /role/delete</c></summary>
internal static class DeleteRole
{
    public static async Task<Nothing> Handle(RoleRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.Demand(Permissions.RolesManage);
        var roleId = Check.Id(request.RoleId, "role_id");

        await using var write = await writes.Begin(db, caller, AuditedOperations.RoleDelete, request, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var role = await RoleReader.FindOwn(db, caller, roleId, cancel);
        db.Roles.Remove(role);
        var now = clock.Seconds();
        await db.Members.Where(m => m.Roles.Any(r => r.RoleId == roleId)).ExecuteUpdateAsync(set => set.SetProperty(m => m.UpdatedAt, now), cancel);
        await db.MemberRoles.Where(r => r.RoleId == roleId).ExecuteDeleteAsync(cancel);
        write.About(role.Name);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}
