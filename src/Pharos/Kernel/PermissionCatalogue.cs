namespace Pharos.Kernel;

/// <summary>A permission as the contract and its clients know it.</summary>
/// <param name="Id">What roles and keys are put together from; never used for another one.</param>
/// <param name="Name">In English in every language, because clients compare it.</param>
/// <param name="IsPerPage">Whether it is about status pages, one at a time; the others are about the account.</param>
/// <param name="Description">The key of its description.</param>
public sealed record PermissionInfo(
    Permissions Permission,
    long Id,
    string Name,
    PermissionType Type,
    bool IsPerPage,
    TextKey Description
)
{
    public string Class => IsPerPage ? "On-call" : "Organization";

    public string Scope => IsPerPage ? "on-call" : "organization";
}

/// <summary>All permissions that there are.</summary>
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
    ];

    public static Permissions PerPage { get; } = Sum(All.Where(p => p.IsPerPage));

    public static Permissions ReadOnly { get; } = Sum(All.Where(p => p.Type == PermissionType.Read));

    /// <summary>The permissions with these IDs; those that this version does not know allow nothing.</summary>
    public static Permissions FromIds(IEnumerable<long> ids) => Sum(All.IntersectBy(ids, p => p.Id));

    public static List<long> Ids(Permissions permissions) =>
        [.. All.Where(p => permissions.HasFlag(p.Permission)).Select(p => p.Id)];

    /// <summary>IDs as sent: each in the catalogue, none twice.</summary>
    /// <exception cref="ApiException">Naming the first that is not.</exception>
    public static Permissions Check(IReadOnlyList<long?> sent, string field)
    {
        var ids = Validate.OptionalIds(sent, field, 100);
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

    private static Permissions Sum(IEnumerable<PermissionInfo> some) =>
        some.Aggregate(Permissions.None, (sum, p) => sum | p.Permission);
}

/// <summary>The names of permissions as the contract and its clients know them.</summary>
public static class PermissionNames
{
    public static string For(Permissions permission) =>
        PermissionCatalogue.All.Single(p => p.Permission == permission).Name;
}
