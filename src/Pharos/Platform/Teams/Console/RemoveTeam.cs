using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.Platform.Teams.Console;

/// <summary>Asks for confirmation and deletes a team: <c>/console/teams/{team_id}/delete</c></summary>
internal static class RemoveTeam
{
    public static readonly ConsoleForm<TeamContext> Form = new()
    {
        Permission = Permissions.TeamsManage,
        Find = TeamContext.Find,
        Page = (request, _, team, form) =>
            Task.FromResult(request.Page<RemoveTeamPage>(form.Status, (nameof(RemoveTeamPage.Shown), team))),
        Submit = async (team, _, op) =>
        {
            await DeleteTeam.Info.Run(new TeamRequest { TeamId = team.Team.TeamId }, op);
            return ShowTeams.Path;
        },
        Notice = new("deleted", TeamsTexts.TeamDeleted),
    };
}
