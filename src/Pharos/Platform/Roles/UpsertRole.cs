using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Platform.Roles;

/// <summary>Creates or updates a role: <c>POST /role/upsert</c></summary>
internal static class UpsertRole
{
    /// <summary>Limits the list of roles, which is not paged.</summary>
    private const int Most = 1000;

    public static readonly Operation<UpsertRoleRequest, UpsertRoleResponse> Info = new(
        "/role/upsert",
        "Create or update a role",
        Handle
    )
    {
        Permission = Permissions.RolesManage,
        Audit = new(OperationTexts.RoleWriteUpsert) { IsDangerous = true },
    };

    private static async Task<UpsertRoleResponse> Handle(UpsertRoleRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var errors = new FieldErrors();
        var roleId = request.RoleId is null or 0
            ? (long?)null
            : errors.Check(() => Validate.Id(request.RoleId, "role_id"));
        var name = errors.Check(() => Validate.Name(request.RoleName, "role_name", 1, 39));
        var description = errors.Check(() => Validate.OptionalText(request.Description, "description", 499));
        var granted = request.PermissionIds is null
            ? (Permissions?)null
            : errors.Check(() => PermissionCatalogue.Check(request.PermissionIds, "permission_ids"));
        errors.ThrowIfAny();
        if (granted is { } permissions)
            RoleGrantPolicy.DemandWithin(caller, permissions, "permission_ids");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var role = roleId is null
            ? await Add(db, caller, name, op.Clock, cancel)
            : await RoleReader.FindOwn(db, caller, roleId.Value, cancel);
        if (roleId is { } existing)
            await RoleGrantPolicy.DemandMayTouch(db, caller, [], [existing], cancel);
        if (HumanText.Clean(role.Name) != name || roleId is null)
            await DemandFree(db, role, name, cancel);
        role.Name = name;
        role.Description =
            description is null ? role.Description
            : description.Length == 0 ? null
            : description;
        role.PermissionIds = granted is { } now ? PermissionCatalogue.Ids(now) : role.PermissionIds;
        role.UpdatedAt = op.Clock.Seconds();
        write.SetAuditTarget(role.Name);
        await write.Commit(cancel);
        return new UpsertRoleResponse(role.RoleId, role.Name);
    }

    private static async Task DemandFree(PharosDb db, RoleRow role, string name, CancellationToken cancel)
    {
        var others = await db
            .Roles.Where(r => r.AccountId == role.AccountId && r.RoleId != role.RoleId)
            .Select(r => r.Name)
            .ToListAsync(cancel);
        if (BuiltInRoles.All.Select(r => r.Name).Concat(others).Contains(name, NameComparer.Instance))
            throw Errors.Taken("role_name");
    }

    private static async Task<RoleRow> Add(
        PharosDb db,
        Caller caller,
        string name,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        var count = await db.Roles.CountAsync(r => r.AccountId == caller.AccountId, cancel) + 1;
        Plan.Demand(caller.Plan.Roles, count, Messages.PlanRoles);
        if (count > Most)
            throw Errors.Invalid(Messages.TooMany, "roles", Most);
        var role = new RoleRow
        {
            RoleId = Ids.NewInteger(),
            AccountId = caller.AccountId,
            Name = name,
            PermissionIds = [],
            Disabled = false,
            CreatedAt = clock.Seconds(),
            UpdatedAt = clock.Seconds(),
        };
        db.Roles.Add(role);
        return role;
    }
}

public sealed record UpsertRoleRequest
{
    /// <summary>Absent or 0 to create a role.</summary>
    public long? RoleId { get; set; }

    [Required]
    public string? RoleName { get; set; }
    public string? Description { get; set; }

    /// <summary>Replaces the role's permissions; absent to keep them.</summary>
    [MaxLength(100)]
    public List<long?>? PermissionIds { get; set; }
}

public sealed record UpsertRoleResponse(long RoleId, string RoleName);
