namespace Pharos.Kernel;

/// <summary>What a role can allow. Reading needs no permission: any valid key can read its own account.</summary>
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

/// <summary>Whether a permission allows reading or writing.</summary>
public enum PermissionType
{
    Read,
    Manage,
}
