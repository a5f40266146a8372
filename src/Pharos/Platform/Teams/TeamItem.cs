using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Teams;

/// <summary>A team, as the API returns it.</summary>
/// <param name="Status">Always enabled: no operation disables a team.</param>
public sealed record TeamItem(
    long AccountId,
    long TeamId,
    string TeamName,
    string Description,
    [property: AllowedValues("enabled", "disabled")] string Status,
    string UpdatedByName,
    long UpdatedBy,
    long CreatorId,
    string CreatorName,
    long CreatedAt,
    long UpdatedAt,
    IReadOnlyList<long> PersonIds,
    string RefId
);

/// <summary>Names one team by one of the fields; the first one present counts.</summary>
public sealed record TeamRequest
{
    public long? TeamId { get; set; }
    public string? TeamName { get; set; }
    public string? RefId { get; set; }

    /// <summary>Validates all fields that are present, and returns the one that counts with its query.</summary>
    internal (string Field, string? Name, Func<IQueryable<TeamRow>, IQueryable<TeamRow>> Find) Check()
    {
        var name = Validate.OptionalLine(TeamName, "team_name", 39);
        var refId = MemberFields.RefId(RefId, "ref_id");
        if (TeamId is not null)
        {
            var id = Validate.Id(TeamId, "team_id");
            return ("team_id", null, all => all.Where(t => t.TeamId == id));
        }

        return name is not null ? ("team_name", name, all => all.Where(t => t.Name == name))
            : refId is not null ? ("ref_id", null, all => all.Where(t => t.RefId == refId))
            : throw Errors.Missing("team_id");
    }
}

/// <summary>Reads teams of one account.</summary>
internal static class TeamReader
{
    public static IQueryable<TeamRow> For(PharosDb db, Caller caller) =>
        db.Teams.Include(t => t.Members).Where(t => t.AccountId == caller.AccountId);

    /// <summary>The team of a name, compared by <see cref="HumanText.Key"/>; null if no team has it.</summary>
    /// <param name="except">A team that does not count.</param>
    public static async Task<long?> IdOfName(
        PharosDb db,
        Caller caller,
        string name,
        CancellationToken cancel,
        long? except = null
    )
    {
        var lookup = new NameLookup<long>();
        foreach (
            var team in await db
                .Teams.Where(t => t.AccountId == caller.AccountId && t.TeamId != except)
                .OrderBy(t => t.TeamId)
                .Select(t => new { t.Name, t.TeamId })
                .ToListAsync(cancel)
        )
            lookup.Add(team.Name, team.TeamId);
        return lookup.TryGetValue(name, out var id) ? id : null;
    }

    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ResourceNotFound"/>, whether the team does not exist or belongs to another account.
    /// </exception>
    public static async Task<TeamRow> Find(PharosDb db, Caller caller, TeamRequest request, CancellationToken cancel)
    {
        var (field, name, find) = request.Check();
        var id = name is null ? null : await IdOfName(db, caller, name, cancel);
        var teams = For(db, caller);
        return await (id is null ? find(teams) : teams.Where(t => t.TeamId == id)).SingleOrDefaultAsync(cancel)
            ?? throw Errors.NotFound(field);
    }

    public static async Task<List<TeamItem>> Items(
        PharosDb db,
        Caller caller,
        IReadOnlyList<TeamRow> teams,
        CancellationToken cancel
    )
    {
        var names = await MemberReader.Names(
            db,
            caller,
            [.. teams.SelectMany(t => (long[])[t.CreatorId, t.UpdatedBy]).Distinct()],
            cancel
        );
        return
        [
            .. teams.Select(t => new TeamItem(
                t.AccountId,
                t.TeamId,
                t.Name,
                t.Description ?? "",
                "enabled",
                names.GetValueOrDefault(t.UpdatedBy, ""),
                t.UpdatedBy,
                t.CreatorId,
                names.GetValueOrDefault(t.CreatorId, ""),
                t.CreatedAt,
                t.UpdatedAt,
                PersonIds(t),
                t.RefId ?? ""
            )),
        ];
    }

    public static IReadOnlyList<long> PersonIds(TeamRow team) =>
        [.. team.Members.OrderBy(m => m.Position).Select(m => m.MemberId)];
}
