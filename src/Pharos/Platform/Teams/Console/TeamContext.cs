using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.Platform.Teams.Console;

/// <summary>The team that a screen shows.</summary>
public sealed record TeamContext(TeamItem Team)
{
    /// <summary>The maximum size of a team.</summary>
    private const int MostOffered = 1000;

    public string Path => FormattableString.Invariant($"{ShowTeams.Path}/{Team.TeamId}");

    /// <summary>Reads the team that the route value <c>{teamId}</c> names.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ResourceNotFound"/>, also if the team belongs to another account.
    /// </exception>
    internal static async Task<TeamContext> Find(ConsoleRequest request, PharosDb db) =>
        new(await TeamInfo.Info.Run(new TeamRequest { TeamId = Id(request) }, request.Operation(db)));

    /// <summary>
    /// Returns members to choose from, by name. Members of the team come first, so the limit never omits them.
    /// </summary>
    internal static async Task<IReadOnlyList<CheckboxOption>> Members(
        ConsoleRequest request,
        PharosDb db,
        IReadOnlyCollection<long> inIt
    )
    {
        var members = MemberReader
            .For(db, request.Caller)
            .AsNoTracking()
            .OrderByDescending(m => inIt.Contains(m.MemberId))
            .ThenBy(m => m.Name)
            .ThenBy(m => m.MemberId);
        return
        [
            .. (
                await members
                    .Select(m => new
                    {
                        m.MemberId,
                        m.Name,
                        m.Email,
                    })
                    .Take(MostOffered)
                    .ToListAsync(request.Cancel)
            ).Select(m => new CheckboxOption(m.MemberId.ToString(CultureInfo.InvariantCulture), m.Name, m.Email)),
        ];
    }

    internal static long Id(ConsoleRequest request) =>
        (string?)request.Http.Request.RouteValues["teamId"] is { Length: <= 16 } text && text.All(char.IsAsciiDigit)
            ? Validate.IdText(text, "team_id")
            : throw Errors.NotFound("team_id");
}
