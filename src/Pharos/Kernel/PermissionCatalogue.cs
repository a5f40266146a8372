namespace Pharos.Kernel;

/// <summary>A permission as it appears in the API.</summary>
/// <param name="Id">Stored in roles and keys; never reused for another permission.</param>
/// <param name="Name">Always English, because clients compare it.</param>
/// <param name="IsPerPage">Whether it applies to a status page; otherwise it applies to the account.</param>
/// <param name="IsOnCall">Whether clients group it under on-call.</param>
/// <param name="Description">What it allows, as shown to people.</param>
public sealed record PermissionInfo(
    Permissions Permission,
    long Id,
    string Name,
    PermissionType Type,
    bool IsPerPage,
    TextKey Description,
    bool IsOnCall = false
)
{
    public string Class => IsPerPage || IsOnCall ? "On-call" : "Organization";

    public string Scope => IsPerPage || IsOnCall ? "on-call" : "organization";
}

/// <summary>All permissions.</summary>
public static class PermissionCatalogue
{
    public static IReadOnlyList<PermissionInfo> All { get; } =
    [
        new(
            Permissions.StatusPagesManage,
            101,
            "Status Pages Manage",
            PermissionType.Manage,
            true,
            Messages.SaysStatusPagesManage
        ),
        new(
            Permissions.StatusPagesEventsManage,
            102,
            "Status Pages Events Manage",
            PermissionType.Manage,
            true,
            Messages.SaysStatusPagesEventsManage
        ),
        new(Permissions.MembersManage, 201, "Members Manage", PermissionType.Manage, false, Messages.SaysMembersManage),
        new(Permissions.RolesManage, 202, "Roles Manage", PermissionType.Manage, false, Messages.SaysRolesManage),
        new(Permissions.TeamsManage, 203, "Teams Manage", PermissionType.Manage, false, Messages.SaysTeamsManage),
        new(Permissions.AuditRead, 204, "Audit Read", PermissionType.Read, false, Messages.SaysAuditRead),
        Read(Permissions.IncidentsRead, 301, "Incidents Read", Messages.SaysIncidentsRead),
        Manage(Permissions.IncidentsManage, 302, "Incidents Manage", Messages.SaysIncidentsManage),
        Read(Permissions.SpacesRead, 303, "Channels Read", Messages.SaysSpacesRead),
        Manage(Permissions.SpacesManage, 304, "Channels Manage", Messages.SaysSpacesManage),
        Read(Permissions.IntegrationsRead, 305, "Integrations Read", Messages.SaysIntegrationsRead),
        Manage(Permissions.IntegrationsManage, 306, "Integrations Manage", Messages.SaysIntegrationsManage),
        Read(Permissions.IncidentFieldsRead, 307, "Custom Fields Read", Messages.SaysIncidentFieldsRead),
        Manage(Permissions.IncidentFieldsManage, 308, "Custom Fields Manage", Messages.SaysIncidentFieldsManage),
    ];

    public static Permissions PerPage { get; } = Sum(All.Where(p => p.IsPerPage));

    public static Permissions ReadOnly { get; } = Sum(All.Where(p => p.Type == PermissionType.Read));

    /// <summary>The permission with this name in the API; null if no permission has it.</summary>
    public static PermissionInfo? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The permissions with these IDs. Unknown IDs are ignored.</summary>
    public static Permissions FromIds(IEnumerable<long> ids) => Sum(All.IntersectBy(ids, p => p.Id));

    public static List<long> Ids(Permissions permissions) =>
        [.. All.Where(p => permissions.HasFlag(p.Permission)).Select(p => p.Id)];

    /// <summary>Validates IDs from a request.</summary>
    /// <exception cref="ApiException">An ID is not in the catalogue.</exception>
    public static Permissions Check(IReadOnlyList<long?> values, string field)
    {
        var ids = Validate.OptionalIds(values, field);
        for (var i = 0; i < ids.Count; i++)
        {
            if (All.All(p => p.Id != ids[i]))
                throw Errors.Invalid(
                    Messages.UnknownPermission,
                    Validate.Index(field, i),
                    string.Join(", ", All.Select(p => p.Id))
                );
        }

        return FromIds(ids);
    }

    private static PermissionInfo Read(Permissions permission, long id, string name, TextKey description) =>
        new(permission, id, name, PermissionType.Read, false, description, IsOnCall: true);

    private static PermissionInfo Manage(Permissions permission, long id, string name, TextKey description) =>
        new(permission, id, name, PermissionType.Manage, false, description, IsOnCall: true);

    private static Permissions Sum(IEnumerable<PermissionInfo> permissions) =>
        permissions.Aggregate(Permissions.None, (sum, p) => sum | p.Permission);
}

/// <summary>The names of permissions in the API.</summary>
public static class PermissionNames
{
    public static string For(Permissions permission) =>
        PermissionCatalogue.All.Single(p => p.Permission == permission).Name;
}
