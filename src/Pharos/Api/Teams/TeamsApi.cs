using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.Members;

namespace Pharos.Api.Teams;

/// <summary><c>/team/</c></summary>
internal static class TeamsApi
{
    public static void MapTeams(this IEndpointRouteBuilder api)
    {
        var invitations = api.ServiceProvider.GetRequiredService<Invitations>();
        api.Ask<ListTeamsRequest, ListTeamsResponse>("/team/list", "List teams", ListTeams.Handle);
        api.Ask<TeamRequest, TeamItem>("/team/info", "Get team detail", TeamInfo.Handle);
        api.Ask<TeamInfosRequest, TeamInfosResponse>("/team/infos", "Get teams by ID", TeamInfos.Handle);
        api.Post<UpsertTeamRequest, UpsertTeamResponse>(
            "/team/upsert", "Create or update a team", Permissions.TeamsManage,
            (request, db, caller, writes, clock, cancel) => UpsertTeam.Handle(request, db, caller, invitations, writes, clock, cancel));
        api.Post<TeamRequest, Nothing>("/team/delete", "Delete a team", Permissions.TeamsManage, DeleteTeam.Handle);
    }
}
