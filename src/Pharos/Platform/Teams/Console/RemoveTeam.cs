using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Platform.Teams.Console;

/// <summary>Asks for confirmation and deletes a team: <c>/console/teams/{team_id}/delete</c></summary>
internal static class RemoveTeam
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.TeamsManage);
        return request.Page<RemoveTeamPage>(
            StatusCodes.Status200OK,
            (nameof(RemoveTeamPage.Shown), await TeamContext.Find(request, db))
        );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        await DeleteTeam.Info.Run(new TeamRequest { TeamId = TeamContext.Id(request) }, request.Operation(db));
        return request.See(ShowTeams.Path + "?done=deleted");
    }
}
