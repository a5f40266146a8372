using Pharos.Api.Callers;
using Pharos.Api.Teams;
using Pharos.Storage;

namespace Pharos.Console.Teams;

/// <summary>Asks, and then deletes a team: <c>/console/teams/{team_id}/delete</c></summary>
internal static class RemoveTeam
{
    public static async Task<IResult> Show(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.TeamsManage);
        return request.Page<RemoveTeamPage>(StatusCodes.Status200OK, (nameof(RemoveTeamPage.Shown), await ShownTeam.Find(request, db)));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        await DeleteTeam.Info.Run(new TeamRequest { TeamId = ShownTeam.Id(request) }, request.Operation(db));
        return request.See(ShowTeams.Path + "?done=deleted");
    }
}
