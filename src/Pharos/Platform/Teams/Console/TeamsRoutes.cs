using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Teams.Console;

/// <summary><c>/console/teams</c></summary>
internal static class TeamsRoutes
{
    public static void MapTeams(this IEndpointRouteBuilder console)
    {
        console.MapPage("/teams", ShowTeams.Handle, RemoveTeam.Form.Notice);
        console.MapForm("/teams/new", AddTeam.Form);
        console.MapForm("/teams/{teamId}", SaveTeam.Form, SaveTeam.Form.Notice, AddTeam.Form.Notice);
        console.MapForm("/teams/{teamId}/delete", RemoveTeam.Form);
    }
}
