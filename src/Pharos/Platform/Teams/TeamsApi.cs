using Pharos.Http;

namespace Pharos.Platform.Teams;

/// <summary><c>/team/</c></summary>
internal static class TeamsApi
{
    public static IReadOnlyList<Operation> Operations { get; } =
    [ListTeams.Info, TeamInfo.Info, TeamInfos.Info, UpsertTeam.Info, DeleteTeam.Info];
}
