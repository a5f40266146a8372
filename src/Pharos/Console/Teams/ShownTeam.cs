using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Envelope;
using Pharos.Api.Members;
using Pharos.Api.Teams;
using Pharos.Console.Forms;
using Pharos.Storage;

namespace Pharos.Console.Teams;

/// <summary>The team that a screen is about.</summary>
public sealed record ShownTeam(TeamItem Team)
{
    /// <summary>As many as a team may have.</summary>
    private const int MostOffered = 1000;

    public string Path => FormattableString.Invariant($"{ShowTeams.Path}/{Team.TeamId}");

    public string Seen => Forms.Seen.Of([Team.TeamName, Team.Description, .. Team.PersonIds.Order().Select(id => (object?)id)]);

    /// <summary>The team that the address names with <c>{teamId}</c>.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/>, also where it is another account's.</exception>
    internal static async Task<ShownTeam> Find(ConsoleRequest request, StatusDb db) =>
        new(await TeamInfo.Info.Run(new TeamRequest { TeamId = Id(request) }, request.Operation(db)));

    /// <summary>Everybody who could be in a team, by name; those who are in it in any case.</summary>
    internal static async Task<IReadOnlyList<TickOption>> Members(ConsoleRequest request, StatusDb db, IReadOnlyCollection<long> inIt)
    {
        var members = MemberReader.Of(db, request.Caller).AsNoTracking().OrderByDescending(m => inIt.Contains(m.MemberId)).ThenBy(m => m.Name).ThenBy(m => m.MemberId);
        return
        [
            .. (await members.Select(m => new { m.MemberId, m.Name, m.Email }).Take(MostOffered).ToListAsync(request.Cancel))
                .Select(m => new TickOption(m.MemberId.ToString(CultureInfo.InvariantCulture), m.Name, m.Email)),
        ];
    }

    internal Form Form()
    {
        var form = new Form { ["name"] = Team.TeamName, ["description"] = Team.Description };
        form.Set("person_ids", Team.PersonIds.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        return form;
    }

    internal static long Id(ConsoleRequest request) =>
        (string?)request.Http.Request.RouteValues["teamId"] is { Length: <= 16 } text && text.All(char.IsAsciiDigit) ? Check.IdText(text, "team_id") : throw Problem.NotFound("team_id");
}
