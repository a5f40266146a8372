namespace Pharos.Api.Callers;

/// <summary>What a role may allow. Reading needs none: any valid key reads its own account.</summary>
[Flags]
public enum Permissions
{
    None = 0,
    StatusPagesManage = 1,
    StatusPagesEventsManage = 2,
    MembersManage = 4,
    RolesManage = 8,
    TeamsManage = 16,
    AuditRead = 32,
    All = StatusPagesManage | StatusPagesEventsManage | MembersManage | RolesManage | TeamsManage | AuditRead,
}

/// <summary>The names of permissions as the contract and its clients know them.</summary>
public static class PermissionNames
{
    public static string Of(Permissions permission) => permission switch
    {
        Permissions.StatusPagesManage => "Status Pages Manage",
        Permissions.StatusPagesEventsManage => "Status Pages Events Manage",
        Permissions.MembersManage => "Members Manage",
        Permissions.RolesManage => "Roles Manage",
        Permissions.TeamsManage => "Teams Manage",
        Permissions.AuditRead => "Audit Read",
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };
}

/// <summary>A role that every account has and nobody can change.</summary>
/// <param name="RoleId">The same in every account; custom roles have IDs from 100.</param>
public sealed record BuiltInRole(long RoleId, string Name, Permissions Permissions);

public static class BuiltInRoles
{
    public static BuiltInRole Owner { get; } = new(1, "Account Owner", Permissions.All);

    public static BuiltInRole Responder { get; } = new(2, "Responder", Permissions.StatusPagesEventsManage);

    public static BuiltInRole Viewer { get; } = new(3, "Viewer", Permissions.None);

    public static IReadOnlyList<BuiltInRole> All { get; } = [Owner, Responder, Viewer];

    /// <summary>What the roles of a member allow together.</summary>
    public static Permissions Allow(IEnumerable<long> roleIds) =>
        roleIds.Aggregate(Permissions.None, (sum, id) => sum | (All.FirstOrDefault(role => role.RoleId == id)?.Permissions ?? Permissions.None));
}
