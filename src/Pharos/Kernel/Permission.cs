namespace Pharos.Kernel;

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

/// <summary>Whether a permission is to look or to change.</summary>
public enum PermissionType
{
    Read,
    Manage,
}
