using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.OnCall.Spaces.Console;

/// <summary>The teams to choose from in forms of on-call.</summary>
internal static class TeamChoices
{
    private const int MaxOffered = 1000;

    /// <summary>The account's teams, by name.</summary>
    public static async Task<IReadOnlyList<(string Value, string Text)>> Read(ConsoleRequest request, PharosDb db)
    {
        var teams = await db
            .Teams.Where(t => t.AccountId == request.Caller.AccountId)
            .OrderBy(t => t.Name)
            .ThenBy(t => t.TeamId)
            .Select(t => new { t.TeamId, t.Name })
            .Take(MaxOffered)
            .ToListAsync(request.Cancel);
        return [.. teams.Select(t => (t.TeamId.ToString(CultureInfo.InvariantCulture), t.Name))];
    }
}
