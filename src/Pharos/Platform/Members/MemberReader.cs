using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Platform.Members;

/// <summary>Reads members of one account, without deleted ones.</summary>
internal static class MemberReader
{
    public static IQueryable<MemberRow> For(PharosDb db, Caller caller) =>
        db
            .Members.Include(m => m.Roles)
            .Where(m => m.AccountId == caller.AccountId && m.Status != MemberStatus.Deleted);

    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ResourceNotFound"/>, whether the member does not exist or belongs to another account.
    /// </exception>
    public static async Task<MemberRow> Find(PharosDb db, Caller caller, long memberId, CancellationToken cancel) =>
        await For(db, caller).SingleOrDefaultAsync(m => m.MemberId == memberId, cancel)
        ?? throw Errors.NotFound("member_id");

    /// <summary>Returns members in the order of the given IDs.</summary>
    /// <exception cref="ApiException">Names the first ID that does not exist.</exception>
    public static async Task<List<MemberRow>> FindAll(
        PharosDb db,
        Caller caller,
        IReadOnlyList<long> memberIds,
        string field,
        CancellationToken cancel
    )
    {
        var found = await For(db, caller)
            .Where(m => memberIds.Contains(m.MemberId))
            .ToDictionaryAsync(m => m.MemberId, cancel);
        return
        [
            .. memberIds.Select(
                (id, i) =>
                    found.TryGetValue(id, out var member)
                        ? member
                        : throw Errors.Invalid(Messages.UnknownMember, Validate.Index(field, i))
            ),
        ];
    }

    /// <summary>Returns the names of members, including deleted ones.</summary>
    public static Task<Dictionary<long, string>> Names(
        PharosDb db,
        Caller caller,
        IReadOnlyCollection<long> memberIds,
        CancellationToken cancel
    ) =>
        db
            .Members.Where(m => m.AccountId == caller.AccountId && memberIds.Contains(m.MemberId))
            .ToDictionaryAsync(m => m.MemberId, m => m.Name, cancel);
}
