using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Teams;

/// <summary>Returns teams in the requested order, leaving out unknown ones: <c>POST /team/infos</c></summary>
internal static class TeamInfos
{
    public static readonly Operation<TeamInfosRequest, TeamInfosResponse> Info = new(
        "/team/infos",
        "Get teams by ID",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<TeamInfosResponse> Handle(TeamInfosRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var ids = Validate.RequiredIds(request.TeamIds, "team_ids");

        var teams = await TeamReader
            .For(db, caller)
            .AsNoTracking()
            .Where(t => ids.Contains(t.TeamId))
            .ToDictionaryAsync(t => t.TeamId, cancel);
        return new TeamInfosResponse([
            .. ids.Where(teams.ContainsKey)
                .Select(id => new TeamBrief(id, teams[id].Name, TeamReader.PersonIds(teams[id]))),
        ]);
    }
}

public sealed record TeamInfosRequest
{
    [Required]
    [MaxLength(100)]
    public List<long?>? TeamIds { get; set; }
}

public sealed record TeamInfosResponse(IReadOnlyList<TeamBrief> Items);

public sealed record TeamBrief(long TeamId, string TeamName, IReadOnlyList<long> PersonIds);
