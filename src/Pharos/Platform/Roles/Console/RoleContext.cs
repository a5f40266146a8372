using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Members.Console;
using Pharos.Web;

namespace Pharos.Platform.Roles.Console;

/// <summary>The role that a screen shows, and the members who have it.</summary>
/// <param name="MayChange">
/// Whether the caller could grant, revoke, edit and delete the role: it has no permission that the caller lacks.
/// </param>
public sealed record RoleContext(RoleItem Role, IReadOnlyList<RoleHolder> Holders, bool MayChange)
{
    public string Path => FormattableString.Invariant($"{ShowRoles.Path}/{Role.RoleId}");

    /// <summary>Reads the role that the route value <c>{roleId}</c> names.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ResourceNotFound"/>, also if the role belongs to another account.
    /// </exception>
    internal static async Task<RoleContext> Find(ConsoleRequest request, PharosDb db)
    {
        var id = Id(request);
        var role = await RoleInfo.Info.Run(new RoleRequest { RoleId = id }, request.Operation(db));
        var holders = await MemberReader
            .For(db, request.Caller)
            .AsNoTracking()
            .Where(m => m.Roles.Any(r => r.RoleId == id))
            .OrderBy(m => m.Name)
            .ThenBy(m => m.MemberId)
            .Select(m => new RoleHolder(m.MemberId, m.Name, m.Email))
            .ToListAsync(request.Cancel);
        var mayTouch =
            request.May(Permissions.RolesManage)
            && (id != BuiltInRoles.Owner.RoleId || await RoleChoices.IsOwner(request, db));
        var allows = PermissionCatalogue.FromIds(role.PermissionIds);
        var isWithin = (request.Caller.Permissions & allows) == allows;
        return new RoleContext(role, holders, mayTouch && isWithin);
    }

    internal static long Id(ConsoleRequest request) =>
        (string?)request.Http.Request.RouteValues["roleId"] is { Length: <= 16 } text && text.All(char.IsAsciiDigit)
            ? Validate.IdText(text, "role_id")
            : throw Errors.NotFound("role_id");
}

/// <summary>A member who has a role, or could get it.</summary>
public sealed record RoleHolder(long MemberId, string Name, string Email);
