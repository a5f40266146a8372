using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>A role that every account has and no one can change.</summary>
/// <param name="RoleId">The same in every account. Custom roles have much larger IDs.</param>
/// <param name="Description">The key of the description.</param>
public sealed record BuiltInRole(long RoleId, string Name, Permissions Permissions, TextKey Description);

public static class BuiltInRoles
{
    /// <summary>Has all permissions, and alone may change other owners. Every account has at least one.</summary>
    public static BuiltInRole Owner { get; } = new(1, "Account Owner", Permissions.All, Messages.SaysOwner);

    public static BuiltInRole Admin { get; } = new(2, "Account Admin", Permissions.All, Messages.SaysAdmin);

    public static BuiltInRole Responder { get; } =
        new(
            3,
            "Responder",
            Permissions.StatusPagesEventsManage | Permissions.IncidentsManage | Permissions.OnCallRead,
            Messages.SaysResponder
        );

    public static BuiltInRole Viewer { get; } = new(4, "Viewer", Permissions.OnCallRead, Messages.SaysViewer);

    public static IReadOnlyList<BuiltInRole> All { get; } = [Owner, Admin, Responder, Viewer];

    public static BuiltInRole? Find(long roleId) => All.FirstOrDefault(role => role.RoleId == roleId);

    /// <summary>Returns the permissions of the built-in roles among these.</summary>
    public static Permissions Allow(IEnumerable<long> roleIds) =>
        roleIds.Aggregate(Permissions.None, (sum, id) => sum | (Find(id)?.Permissions ?? Permissions.None));

    /// <summary>
    /// Returns the permissions of these roles, both built-in and custom. Disabled roles grant nothing.
    /// </summary>
    /// <param name="withDisabled">Counts disabled roles as if they were enabled.</param>
    public static async Task<Permissions> Allow(
        PharosDb db,
        long accountId,
        IReadOnlyCollection<long> roleIds,
        CancellationToken cancel,
        bool withDisabled = false
    )
    {
        var own = roleIds.Where(id => Find(id) is null).ToList();
        if (own.Count == 0)
            return Allow(roleIds);
        var granted = await db
            .Roles.AsNoTracking()
            .Where(r => r.AccountId == accountId && (withDisabled || !r.Disabled) && own.Contains(r.RoleId))
            .Select(r => r.PermissionIds)
            .ToListAsync(cancel);
        return granted.Aggregate(Allow(roleIds), (sum, ids) => sum | PermissionCatalogue.FromIds(ids));
    }
}
