using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>A role, as the API returns it.</summary>
/// <param name="Editable">False for built-in roles.</param>
public sealed record RoleItem(
    long RoleId,
    string RoleName,
    string Description,
    [property: AllowedValues("enabled", "disabled")] string Status,
    IReadOnlyList<long> PermissionIds,
    bool Editable,
    long CreatedAt,
    long UpdatedAt
)
{
    internal static RoleItem From(RoleRow row) =>
        new(
            row.RoleId,
            row.Name,
            row.Description ?? "",
            row.Disabled ? "disabled" : "enabled",
            row.PermissionIds,
            Editable: true,
            row.CreatedAt,
            row.UpdatedAt
        );

    /// <param name="role">A built-in role.</param>
    /// <param name="since">When the account was created.</param>
    /// <param name="language">The language of the description.</param>
    internal static RoleItem From(BuiltInRole role, long since, Language language) =>
        new(
            role.RoleId,
            role.Name,
            new Message(role.Description).In(language),
            "enabled",
            PermissionCatalogue.Ids(role.Permissions),
            Editable: false,
            since,
            since
        );
}

/// <summary>A request that names one role.</summary>
public sealed record RoleRequest
{
    [Required]
    public long? RoleId { get; set; }
}

/// <summary>Reads roles of one account.</summary>
internal static class RoleReader
{
    /// <exception cref="ApiException">The role is built in or does not exist.</exception>
    public static async Task<RoleRow> FindOwn(PharosDb db, Caller caller, long roleId, CancellationToken cancel)
    {
        if (BuiltInRoles.Find(roleId) is not null)
            throw Errors.Invalid(Messages.BuiltInRole, "role_id");
        return await db.Roles.SingleOrDefaultAsync(r => r.RoleId == roleId && r.AccountId == caller.AccountId, cancel)
            ?? throw Errors.NotFound("role_id");
    }

    /// <summary>Returns the name of a built-in role or of one of the account's own; null for any other ID.</summary>
    public static async Task<string?> Name(PharosDb db, Caller caller, long roleId, CancellationToken cancel) =>
        BuiltInRoles.Find(roleId)?.Name
        ?? await db
            .Roles.Where(r => r.RoleId == roleId && r.AccountId == caller.AccountId)
            .Select(r => r.Name)
            .SingleOrDefaultAsync(cancel);

    /// <exception cref="ApiException">
    /// Names the first ID that is neither a built-in role nor one of the account's own.
    /// </exception>
    public static async Task DemandAll(
        PharosDb db,
        Caller caller,
        IReadOnlyList<long> roleIds,
        string field,
        CancellationToken cancel
    )
    {
        var own = await db
            .Roles.Where(r => r.AccountId == caller.AccountId && roleIds.Contains(r.RoleId))
            .Select(r => r.RoleId)
            .ToHashSetAsync(cancel);
        for (var i = 0; i < roleIds.Count; i++)
        {
            if (BuiltInRoles.Find(roleIds[i]) is null && !own.Contains(roleIds[i]))
                throw Errors.Invalid(Messages.UnknownRole, Validate.Index(field, i));
        }
    }
}
