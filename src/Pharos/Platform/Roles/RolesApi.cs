using Pharos.Http;

namespace Pharos.Platform.Roles;

/// <summary><c>/role/</c></summary>
internal static class RolesApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        ListRoles.Info,
        RoleInfo.Info,
        UpsertRole.Info,
        SetRoleDisabled.Disable,
        SetRoleDisabled.Enable,
        DeleteRole.Info,
        GrantToMembers.Info,
        RevokeFromMembers.Info,
        ListPermissions.Info,
        ListFactors.Info,
    ];
}
