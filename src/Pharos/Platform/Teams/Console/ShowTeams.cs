using System.Globalization;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.Platform.Teams.Console;

/// <summary>Lists the account's teams: <c>GET /console/teams</c></summary>
internal static class ShowTeams
{
    public const string Path = "/console/teams";

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        var page =
            long.TryParse(request.Query("p"), NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            && p is >= 1 and <= 100
                ? p
                : 1;
        var list = await ListTeams.Info.Run(
            new ListTeamsRequest
            {
                P = page,
                Limit = 100,
                Orderby = TeamOrder.TeamName,
                Asc = true,
            },
            request.Operation(db)
        );
        return request.Page<TeamsPage>(StatusCodes.Status200OK, (nameof(TeamsPage.List), list));
    }
}
