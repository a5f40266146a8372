namespace Pharos.Kernel;

/// <summary>
/// What a role can allow. Any valid key can read the status pages and the members of its own account. Reading on-call
/// needs a permission, which managing it includes.
/// </summary>
[Flags]
#pragma warning disable MA0062 // The second bit of a Manage has no name, because managing always includes reading.
public enum Permissions
{
    None = 0,
    StatusPagesManage = 1,
    StatusPagesEventsManage = 2,
    MembersManage = 4,
    RolesManage = 8,
    TeamsManage = 16,
    AuditRead = 32,
    IncidentsRead = 64,
    IncidentsManage = 128 | IncidentsRead,
    SpacesRead = 256,
    SpacesManage = 512 | SpacesRead,
    IntegrationsRead = 1024,
    IntegrationsManage = 2048 | IntegrationsRead,
    IncidentFieldsRead = 4096,
    IncidentFieldsManage = 8192 | IncidentFieldsRead,
    OnCallRead = IncidentsRead | SpacesRead | IntegrationsRead | IncidentFieldsRead,
    All =
        StatusPagesManage
        | StatusPagesEventsManage
        | MembersManage
        | RolesManage
        | TeamsManage
        | AuditRead
        | IncidentsManage
        | SpacesManage
        | IntegrationsManage
        | IncidentFieldsManage,
}
#pragma warning restore MA0062

/// <summary>Whether a permission allows reading or writing.</summary>
public enum PermissionType
{
    Read,
    Manage,
}
