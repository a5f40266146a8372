namespace Pharos.Console.Teams;

/// <summary><c>/console/teams</c></summary>
internal static class TeamsRoutes
{
    public static void MapTeams(this IEndpointRouteBuilder console)
    {
        console.Read("/teams", ShowTeams.Handle);
        console.Read("/teams/new", AddTeam.Show);
        console.Submit("/teams/new", AddTeam.Handle);
        console.Read("/teams/{teamId}", ShowTeam.Handle);
        console.Submit("/teams/{teamId}", SaveTeam.Handle);
        console.Read("/teams/{teamId}/delete", RemoveTeam.Show);
        console.Submit("/teams/{teamId}/delete", RemoveTeam.Handle);
    }
}
