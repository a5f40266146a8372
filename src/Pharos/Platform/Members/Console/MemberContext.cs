using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Roles;
using Pharos.Web;

namespace Pharos.Platform.Members.Console;

/// <summary>The member that a screen shows.</summary>
/// <param name="Teams">IDs and names.</param>
/// <param name="Keys">Empty for a caller who does not manage members.</param>
/// <param name="MayTouch">
/// Whether the caller may change this member: only owners change owners, and members cannot change
/// members with more permissions than their own.
/// </param>
/// <param name="IsLastOwner">Whether the member is the account's only owner.</param>
public sealed record MemberContext(
    MemberItem Member,
    IReadOnlyList<KeyValuePair<long, string>> Teams,
    IReadOnlyList<ApiKeyRow> Keys,
    int Sessions,
    int Follows,
    bool HasSecondFactor,
    bool MayTouch,
    bool IsLastOwner
)
{
    public string Path => FormattableString.Invariant($"{ShowMembers.Path}/{Member.MemberId}");

    /// <summary>Reads the member that the route value <c>{memberId}</c> names.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ResourceNotFound"/> if the member was deleted or belongs to another account.
    /// </exception>
    internal static async Task<MemberContext> Find(ConsoleRequest request, PharosDb db)
    {
        var id = Id(request);
        var member = await MemberReader
            .For(db, request.Caller)
            .AsNoTracking()
            .SingleOrDefaultAsync(m => m.MemberId == id, request.Cancel)
            ?? throw Errors.NotFound("member_id");
        var (owner, now) = (BuiltInRoles.Owner.RoleId, request.Clock.Seconds());
        var teams = await db
            .TeamMembers.Where(t => t.MemberId == id)
            .Join(db.Teams, m => m.TeamId, t => t.TeamId, (_, t) => new { t.TeamId, t.Name })
            .OrderBy(t => t.Name)
            .ToListAsync(request.Cancel);
        var counts = await db
            .Members.Where(m => m.MemberId == id)
            .Select(m => new
            {
                Sessions = db.Sessions.Count(s => s.MemberId == id && s.ExpiresAt > now),
                SecondFactor = db.SecondFactors.Any(f => f.MemberId == id && f.ConfirmedAt != null),
            })
            .SingleAsync(request.Cancel);
        List<ApiKeyRow> keys = request.May(Permissions.MembersManage)
            ? await db
                .ApiKeys.AsNoTracking()
                .Where(k => k.MemberId == id)
                .OrderByDescending(k => k.CreatedAt)
                .ThenByDescending(k => k.KeyId)
                .ToListAsync(request.Cancel)
            : [];
        var isOwner = member.Roles.Any(r => r.RoleId == owner);
        var otherOwner =
            !isOwner
            || await MemberReader
                .For(db, request.Caller)
                .AnyAsync(
                    m => m.MemberId != id && m.Status == MemberStatus.Enabled && m.Roles.Any(r => r.RoleId == owner),
                    request.Cancel
                );
        return new MemberContext(
            MemberItem.From(member),
            [.. teams.Select(t => KeyValuePair.Create(t.TeamId, t.Name))],
            keys,
            counts.Sessions,
            await db.SubscriptionsOf(id).CountAsync(request.Cancel),
            counts.SecondFactor,
            (!isOwner || await RoleChoices.IsOwner(request, db))
                && await RoleGrantPolicy.IsWithin(
                    db,
                    request.Caller,
                    [.. member.Roles.Select(r => r.RoleId)],
                    request.Cancel
                ),
            isOwner && !otherOwner
        );
    }

    internal static long Id(ConsoleRequest request) =>
        // Text that is not an ID names no member.
        (string?)request.Http.Request.RouteValues["memberId"]
            is { Length: <= 16 } text
        && text.All(char.IsAsciiDigit)
            ? Validate.IdText(text, "member_id")
            : throw Errors.NotFound("member_id");
}
