using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Roles;

/// <summary>Disables and enables a role: <c>POST /role/disable</c> and <c>POST /role/enable</c></summary>
internal static class SetRoleDisabled
{
    public static Task<Nothing> Disable(RoleRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel) =>
        Set(request, disabled: true, db, caller, writes, clock, cancel);

    public static Task<Nothing> Enable(RoleRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel) =>
        Set(request, disabled: false, db, caller, writes, clock, cancel);

    private static async Task<Nothing> Set(
        RoleRequest request, bool disabled, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.Demand(Permissions.RolesManage);
        var roleId = Check.Id(request.RoleId, "role_id");

        await using var write = await writes.Begin(db, caller, disabled ? AuditedOperations.RoleDisable : AuditedOperations.RoleEnable, request, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var role = await RoleReader.FindOwn(db, caller, roleId, cancel);
        if (role.Disabled != disabled)
        {
            // Whoever enables a role hands out what it allows.
            if (!disabled)
                Grants.DemandWithin(caller, PermissionCatalogue.Of(role.PermissionIds), "role_id");
            role.Disabled = disabled;
            role.UpdatedAt = clock.Seconds();
        }

        write.About(role.Name);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}
