using Pharos.Web;

namespace Pharos.Platform.Teams.Console;

/// <summary><c>/console/teams</c></summary>
internal static class TeamsRoutes
{
    public static void MapTeams(this IEndpointRouteBuilder console)
    {
        console.MapPage("/teams", ShowTeams.Handle);
        console.MapPage("/teams/new", AddTeam.Show);
        console.MapForm("/teams/new", AddTeam.Handle);
        console.MapPage("/teams/{teamId}", ShowTeam.Handle);
        console.MapForm("/teams/{teamId}", SaveTeam.Handle);
        console.MapPage("/teams/{teamId}/delete", RemoveTeam.Show);
        console.MapForm("/teams/{teamId}/delete", RemoveTeam.Handle);
    }
}
