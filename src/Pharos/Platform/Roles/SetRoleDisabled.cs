using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>Disables or enables a role: <c>POST /role/disable</c> and <c>POST /role/enable</c></summary>
internal static class SetRoleDisabled
{
    public static readonly Operation<RoleRequest, EmptyResponse> Disable = new(
        "/role/disable",
        "Disable a role; it grants nothing until enabled again",
        (request, op) => Set(request, op, Disable!, disabled: true)
    )
    {
        Permission = Permissions.RolesManage,
        Audit = new(OperationTexts.RoleWriteDisable) { IsDangerous = true },
    };

    public static readonly Operation<RoleRequest, EmptyResponse> Enable = new(
        "/role/enable",
        "Enable a role",
        (request, op) => Set(request, op, Enable!, disabled: false)
    )
    {
        Permission = Permissions.RolesManage,
        Audit = new(OperationTexts.RoleWriteEnable) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Set(
        RoleRequest request,
        OperationContext op,
        Operation info,
        bool disabled
    )
    {
        var (db, caller, cancel) = op;
        var roleId = Validate.Id(request.RoleId, "role_id");

        await using var write = await op.BeginWrite(info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var role = await RoleReader.FindOwn(db, caller, roleId, cancel);
        if (role.Disabled != disabled)
        {
            // Enabling a role grants its permissions, and disabling it takes them away.
            if (!disabled)
                RoleGrantPolicy.DemandWithin(caller, PermissionCatalogue.FromIds(role.PermissionIds), "role_id");
            await RoleGrantPolicy.DemandMayTouch(db, caller, [], [roleId], cancel);
            role.Disabled = disabled;
            role.UpdatedAt = op.Clock.Seconds();
        }

        write.SetAuditTarget(role.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
