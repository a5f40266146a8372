using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>
/// Which spaces a caller may see and edit. Private spaces are visible to their teams, their creator and administrators;
/// a space with an owning team is edited by the same people.
/// </summary>
internal sealed class SpaceAccess
{
    private readonly long memberId;
    private readonly HashSet<long> teamIds;

    private SpaceAccess(bool isAdmin, long memberId, HashSet<long> teamIds, IReadOnlyList<long> hiddenIds) =>
        (IsAdmin, this.memberId, this.teamIds, HiddenIds) = (isAdmin, memberId, teamIds, hiddenIds);

    /// <summary>Whether the caller administers the account, and so sees and edits all spaces.</summary>
    public bool IsAdmin { get; }

    /// <summary>Private spaces of the account that the caller may not see.</summary>
    public IReadOnlyList<long> HiddenIds { get; }

    /// <summary>The caller's teams.</summary>
    public IReadOnlyCollection<long> TeamIds => teamIds;

    public static async Task<SpaceAccess> For(PharosDb db, Caller caller, CancellationToken cancel)
    {
        var isAdmin = caller.Permissions.HasFlag(Permissions.RolesManage);
        var ownTeams = await db
            .TeamMembers.Where(m => m.MemberId == caller.MemberId)
            .Select(m => m.TeamId)
            .ToHashSetAsync(cancel);
        var access = new SpaceAccess(isAdmin, caller.MemberId, ownTeams, []);
        if (isAdmin)
            return access;
        var hidden = await db
            .Spaces.AsNoTracking()
            .Where(s => s.AccountId == caller.AccountId && s.IsPrivate)
            .ToListAsync(cancel);
        return new SpaceAccess(
            isAdmin,
            caller.MemberId,
            ownTeams,
            [.. hidden.Where(s => !access.Includes(s)).Select(s => s.SpaceId)]
        );
    }

    /// <summary>The account's spaces that the caller may see.</summary>
    public IQueryable<SpaceRow> Spaces(PharosDb db, Caller caller)
    {
        var spaces = db.Spaces.Where(s => s.AccountId == caller.AccountId);
        return HiddenIds.Count == 0 ? spaces : spaces.Where(s => !EF.Parameter(HiddenIds).Contains(s.SpaceId));
    }

    /// <summary>A space that the caller may see.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public async Task<SpaceRow> Find(
        PharosDb db,
        Caller caller,
        long spaceId,
        CancellationToken cancel,
        string field = "channel_id"
    ) =>
        await Spaces(db, caller).SingleOrDefaultAsync(s => s.SpaceId == spaceId, cancel)
        ?? throw Errors.NotFound(field);

    /// <exception cref="ApiException"><see cref="ErrorCode.AccessDenied"/></exception>
    public void DemandEdit(SpaceRow space)
    {
        if (!IsAdmin && space.TeamId is not null && !Includes(space))
            throw new ApiException(ErrorCode.AccessDenied, new Message(OnCallMessages.SpaceOfTeam));
    }

    /// <summary>Whether the caller is in a team that owns or manages a space.</summary>
    public bool IsInTeamOf(SpaceRow space) =>
        (space.TeamId is { } teamId && teamIds.Contains(teamId)) || space.ManagingTeamIds.Any(teamIds.Contains);

    private bool Includes(SpaceRow space) => space.CreatorId == memberId || IsInTeamOf(space);
}
