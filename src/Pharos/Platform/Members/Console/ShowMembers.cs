using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Web;

namespace Pharos.Platform.Members.Console;

/// <summary>Lists the account's members, including invited ones: <c>GET /console/members</c></summary>
internal static class ShowMembers
{
    public const string Path = "/console/members";

    private const int PerPage = 50;

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var query = request.Query("q").Trim();
        var page =
            long.TryParse(request.Query("p"), NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            && p is >= 1 and <= 200
                ? p
                : 1;
        var list = await ListMembers.Info.Run(
            new ListMembersRequest
            {
                P = page,
                Limit = PerPage,
                Query = query.Length == 0 ? null : query[..Math.Min(query.Length, 255)],
                Asc = true,
            },
            request.Operation(db)
        );
        return request.Page<MembersPage>(
            StatusCodes.Status200OK,
            (nameof(MembersPage.List), list),
            (nameof(MembersPage.Query), query),
            (nameof(MembersPage.Roles), await RoleNames(request, db)),
            (nameof(MembersPage.WithSecondFactor), await WithSecondFactor(request, db, list.Items))
        );
    }

    public static async Task<IReadOnlyDictionary<long, string>> RoleNames(ConsoleRequest request, PharosDb db) =>
        (await ListRoles.Info.Run(new ListRolesRequest(), request.Operation(db))).Items.ToDictionary(
            r => r.RoleId,
            r => r.RoleName
        );

    /// <summary>
    /// Null for a caller who cannot turn second factors off: the list reveals which members have none.
    /// </summary>
    private static async Task<IReadOnlySet<long>?> WithSecondFactor(
        ConsoleRequest request,
        PharosDb db,
        IReadOnlyList<MemberItem> members
    )
    {
        if (!request.May(Permissions.MembersManage))
            return null;
        var ids = members.Select(m => m.MemberId).ToList();
        return await db
            .SecondFactors.Where(f => ids.Contains(f.MemberId) && f.ConfirmedAt != null)
            .Select(f => f.MemberId)
            .ToHashSetAsync(request.Cancel);
    }
}
