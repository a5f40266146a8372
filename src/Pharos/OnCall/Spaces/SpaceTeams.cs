using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>The teams that own and manage things of on-call.</summary>
internal static class SpaceTeams
{
    /// <exception cref="ApiException">The account has no such team.</exception>
    public static async Task Demand(PharosDb db, Caller caller, long teamId, string field, CancellationToken cancel)
    {
        if (!await db.Teams.AnyAsync(t => t.AccountId == caller.AccountId && t.TeamId == teamId, cancel))
            throw Errors.Invalid(SpaceMessages.UnknownTeam, field);
    }

    /// <exception cref="ApiException">Names the first team that the account does not have.</exception>
    public static async Task Demand(
        PharosDb db,
        Caller caller,
        IReadOnlyList<long> teamIds,
        string field,
        CancellationToken cancel
    )
    {
        if (teamIds.Count == 0)
            return;
        var found = await db
            .Teams.Where(t => t.AccountId == caller.AccountId && teamIds.Contains(t.TeamId))
            .Select(t => t.TeamId)
            .ToHashSetAsync(cancel);
        for (var i = 0; i < teamIds.Count; i++)
        {
            if (!found.Contains(teamIds[i]))
                throw Errors.Invalid(SpaceMessages.UnknownTeam, Validate.Index(field, i));
        }
    }

    /// <summary>The names of those teams that exist.</summary>
    public static Task<Dictionary<long, string>> Names(
        PharosDb db,
        Caller caller,
        IReadOnlyCollection<long> teamIds,
        CancellationToken cancel
    ) =>
        db
            .Teams.Where(t => t.AccountId == caller.AccountId && teamIds.Contains(t.TeamId))
            .ToDictionaryAsync(t => t.TeamId, t => t.Name, cancel);
}
