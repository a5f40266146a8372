using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>Lists the spaces that the caller may see: <c>POST /channel/list</c></summary>
internal static class ListSpaces
{
    public static readonly Operation<ListSpacesRequest, ListSpacesResponse> Info = new(
        "/channel/list",
        "List spaces",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<ListSpacesResponse> Handle(ListSpacesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var paging = Paging.Check(request.P ?? 1, request.Limit, limitByDefault: 100);
        var filter = request.Check();

        var access = await SpaceAccess.For(db, caller, cancel);
        // An account has at most CreateSpace.Max spaces, and most filters need their lists of teams.
        var all = await access.Spaces(db, caller).AsNoTracking().ToListAsync(cancel);
        var starred = filter.IsMyStarred ? await SpaceItems.Starred(db, caller).ToHashSetAsync(cancel) : [];
        var found = Sorted(
                all.Where(s =>
                    filter.Includes(s)
                    && (!filter.IsMyStarred || starred.Contains(s.SpaceId))
                    && (!filter.IsMyTeam || (s.TeamId is { } teamId && access.TeamIds.Contains(teamId)))
                    && (!filter.IsMyManaged || s.CreatorId == caller.MemberId || access.IsInTeamOf(s))
                ),
                request
            )
            .ToList();
        var page = found.Skip((int)((paging.Page - 1) * paging.Limit)).Take((int)paging.Limit).ToList();
        return new ListSpacesResponse(
            request.IsBrief == true
                ? page.ConvertAll(SpaceItems.Brief)
                : await SpaceItems.Full(db, caller, page, cancel),
            found.Count,
            paging.Page * paging.Limit < found.Count
        );
    }

    private static IEnumerable<SpaceRow> Sorted(IEnumerable<SpaceRow> spaces, ListSpacesRequest request)
    {
        var ascending = (request.Orderby ?? SpaceOrder.Ranking) switch
        {
            SpaceOrder.ChannelName => spaces.OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase),
            SpaceOrder.CreatedAt => spaces.OrderBy(s => s.CreatedAt),
            SpaceOrder.UpdatedAt => spaces.OrderBy(s => s.UpdatedAt),
            SpaceOrder.LastIncidentAt => spaces.OrderBy(s => s.LastIncidentAt ?? 0),
            _ => spaces.OrderBy(s => s.Position),
        };
        var ordered = ascending.ThenBy(s => s.SpaceId);
        // The common order reads from its top; times read from the newest.
        var isAscending = request.Asc ?? request.Orderby is null or SpaceOrder.Ranking;
        return isAscending ? ordered : ordered.Reverse();
    }
}

public enum SpaceOrder
{
    /// <summary>The account's common order.</summary>
    Ranking,
    CreatedAt,
    UpdatedAt,
    ChannelName,
    LastIncidentAt,
}

public sealed record ListSpacesRequest
{
    public long? P { get; set; }
    public long? Limit { get; set; }

    /// <summary>The account's common order if absent.</summary>
    public SpaceOrder? Orderby { get; set; }

    /// <summary>False by default, but true for the common order.</summary>
    public bool? Asc { get; set; }

    /// <summary>Only spaces that the caller created, or whose owning or managing teams the caller is in.</summary>
    public bool? IsMyManaged { get; set; }

    /// <summary>Only spaces that the caller has starred; not together with <c>is_my_team</c>.</summary>
    public bool? IsMyStarred { get; set; }

    /// <summary>Only spaces that the caller's teams own.</summary>
    public bool? IsMyTeam { get; set; }

    /// <summary>Returns only ID, name, description and status.</summary>
    public bool? IsBrief { get; set; }

    /// <summary>Only spaces that one of these teams owns.</summary>
    [MaxLength(100)]
    public List<long?>? TeamIds { get; set; }

    /// <summary>Part of the name or the description; case is ignored.</summary>
    public string? Query { get; set; }

    [MaxLength(1000)]
    public List<long?>? ChannelIds { get; set; }

    /// <summary>The whole name; takes precedence over <c>query</c>.</summary>
    public string? ChannelName { get; set; }

    internal SpaceFilter Check()
    {
        if (IsMyStarred == true && IsMyTeam == true)
            throw Errors.Invalid(SpaceMessages.Exclusive, "is_my_starred", "is_my_team");
        return new SpaceFilter(
            IsMyManaged == true,
            IsMyStarred == true,
            IsMyTeam == true,
            Validate.OptionalIds(TeamIds, "team_ids"),
            Validate.OptionalIds(ChannelIds, "channel_ids"),
            Validate.OptionalLine(ChannelName, "channel_name", 255),
            Validate.OptionalLine(Query, "query", 255)
        );
    }
}

/// <summary>What a list of spaces contains. Empty lists and absent texts filter nothing.</summary>
internal sealed record SpaceFilter(
    bool IsMyManaged,
    bool IsMyStarred,
    bool IsMyTeam,
    IReadOnlyList<long> TeamIds,
    IReadOnlyList<long> SpaceIds,
    string? Name,
    string? Query
)
{
    public bool Includes(SpaceRow space) =>
        (TeamIds.Count == 0 || (space.TeamId is { } teamId && TeamIds.Contains(teamId)))
        && (SpaceIds.Count == 0 || SpaceIds.Contains(space.SpaceId))
        && (
            Name is not null
                ? HumanText.SameName(space.Name, Name)
                : Query is null
                    || space.Name.Contains(Query, StringComparison.OrdinalIgnoreCase)
                    || space.Description.Contains(Query, StringComparison.OrdinalIgnoreCase)
        );
}

public sealed record ListSpacesResponse(IReadOnlyList<SpaceItem> Items, int Total, bool HasNextPage);
