using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Teams;

/// <summary>Lists the account's teams: <c>POST /team/list</c></summary>
internal static class ListTeams
{
    public static readonly Operation<ListTeamsRequest, ListTeamsResponse> Info = new("/team/list", "List teams", Handle)
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<ListTeamsResponse> Handle(ListTeamsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var personId = request.PersonId is null ? (long?)null : Validate.Id(request.PersonId, "person_id");
        var query = Validate.OptionalLine(request.Query, "query", 255);
        var lower = query?.ToLowerInvariant();
        var paging = Paging.Check(request.P ?? 1, request.Limit, limitByDefault: 20);

        if (personId is not null && !await MemberReader.For(db, caller).AnyAsync(m => m.MemberId == personId, cancel))
            throw Errors.NotFound("person_id");
        var teams = TeamReader.For(db, caller).AsNoTracking();
        if (personId is not null)
            teams = teams.Where(t => t.Members.Any(m => m.MemberId == personId));
        if (query is not null)
            teams = teams.Where(t => PharosDb.Lower(t.Name).Contains(lower!) || t.Name.Contains(query));
        var (rows, total, hasNext) = await paging.Fetch(Sorted(teams, request), cancel);
        return new ListTeamsResponse(
            paging.Page,
            paging.Limit,
            total,
            hasNext,
            await TeamReader.Items(db, caller, rows, cancel)
        );
    }

    private static IQueryable<TeamRow> Sorted(IQueryable<TeamRow> teams, ListTeamsRequest request) =>
        (request.Orderby, request.Asc) switch
        {
            (TeamOrder.TeamName, true) => teams.OrderBy(t => t.Name).ThenBy(t => t.TeamId),
            (TeamOrder.TeamName, _) => teams.OrderByDescending(t => t.Name).ThenByDescending(t => t.TeamId),
            (TeamOrder.UpdatedAt, true) => teams.OrderBy(t => t.UpdatedAt).ThenBy(t => t.TeamId),
            (TeamOrder.UpdatedAt, _) => teams.OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.TeamId),
            (_, true) => teams.OrderBy(t => t.CreatedAt).ThenBy(t => t.TeamId),
            _ => teams.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.TeamId),
        };
}

public enum TeamOrder
{
    CreatedAt,
    UpdatedAt,
    TeamName,
}

public sealed record ListTeamsRequest
{
    public long? P { get; set; }
    public long? Limit { get; set; }

    /// <summary>By creation if absent.</summary>
    public TeamOrder? Orderby { get; set; }

    /// <summary>Newest first, or Z to A, unless true.</summary>
    public bool? Asc { get; set; }

    /// <summary>Returns only teams of this member.</summary>
    public long? PersonId { get; set; }

    /// <summary>Part of a name; case is ignored.</summary>
    public string? Query { get; set; }
}

public sealed record ListTeamsResponse(long P, long Limit, int Total, bool HasNextPage, IReadOnlyList<TeamItem> Items);
