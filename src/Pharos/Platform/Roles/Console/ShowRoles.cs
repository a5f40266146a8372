using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Platform.Members;
using Pharos.Web;

namespace Pharos.Platform.Roles.Console;

/// <summary>Lists the roles, built-in ones first, with their member counts: <c>GET /console/roles</c></summary>
internal static class ShowRoles
{
    public const string Path = "/console/roles";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var roles = await ListRoles.Info.Run(new ListRolesRequest(), request.Operation(db));
        var holders = await MemberReader
            .For(db, request.Caller)
            .SelectMany(m => m.Roles)
            .GroupBy(r => r.RoleId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, request.Cancel);
        List<RoleItem> sorted =
        [
            .. roles
                .Items.OrderBy(r => r.Editable)
                .ThenBy(r => r.Editable ? 0 : r.RoleId)
                .ThenBy(r => r.RoleName, StringComparer.CurrentCulture),
        ];
        return request.Page<RolesPage>(
            StatusCodes.Status200OK,
            (nameof(RolesPage.Roles), sorted),
            (nameof(RolesPage.Holders), holders)
        );
    }
}
