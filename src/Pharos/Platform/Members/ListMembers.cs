using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Roles;

namespace Pharos.Platform.Members;

/// <summary>Lists the account's members, including invited ones: <c>POST /member/list</c></summary>
internal static class ListMembers
{
    public static readonly Operation<ListMembersRequest, ListMembersResponse> Info = new(
        "/member/list",
        "List members",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static async Task<ListMembersResponse> Handle(ListMembersRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var roleId = request.RoleId is null ? (long?)null : Validate.Id(request.RoleId, "role_id");
        var query = Validate.OptionalLine(request.Query, "query", 255);
        var lower = query?.ToLowerInvariant();
        var paging = Paging.Check(request.P ?? 1, request.Limit, limitByDefault: 20);

        if (roleId is not null && await RoleReader.Name(db, caller, roleId.Value, cancel) is null)
            throw Errors.NotFound("role_id");
        var members = MemberReader.For(db, caller).AsNoTracking();
        if (roleId is not null)
            members = members.Where(m => m.Roles.Any(r => r.RoleId == roleId));
        if (query is not null)
            members = members.Where(m =>
                PharosDb.Lower(m.Name).Contains(lower!) || m.Name.Contains(query) || m.Email.Contains(lower!)
            );
        var (rows, total, hasNext) = await paging.Fetch(Sorted(members, request), cancel);
        return new ListMembersResponse(paging.Page, paging.Limit, total, hasNext, [.. rows.Select(MemberItem.From)]);
    }

    private static IQueryable<MemberRow> Sorted(IQueryable<MemberRow> members, ListMembersRequest request) =>
        (request.Orderby, request.Asc) switch
        {
            (MemberOrder.UpdatedAt, true) => members.OrderBy(m => m.UpdatedAt).ThenBy(m => m.MemberId),
            (MemberOrder.UpdatedAt, _) => members.OrderByDescending(m => m.UpdatedAt).ThenByDescending(m => m.MemberId),
            (_, true) => members.OrderBy(m => m.CreatedAt).ThenBy(m => m.MemberId),
            _ => members.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.MemberId),
        };
}

public enum MemberOrder
{
    CreatedAt,
    UpdatedAt,
}

public sealed record ListMembersRequest
{
    public long? RoleId { get; set; }
    public long? P { get; set; }
    public long? Limit { get; set; }

    /// <summary>By creation if absent.</summary>
    public MemberOrder? Orderby { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }

    /// <summary>Part of a name or email address; case is ignored.</summary>
    public string? Query { get; set; }
}

public sealed record ListMembersResponse(
    long P,
    long Limit,
    int Total,
    bool HasNextPage,
    IReadOnlyList<MemberItem> Items
);

/// <summary>A member, as colleagues see them.</summary>
public sealed record MemberItem
{
    public long AccountId { get; init; }
    public long MemberId { get; init; }
    public required string MemberName { get; init; }
    public required string CountryCode { get; init; }

    /// <summary>The middle digits are masked.</summary>
    public required string Phone { get; init; }
    public required string Email { get; init; }
    public required string Locale { get; init; }
    public required string TimeZone { get; init; }

    /// <summary>Always false: the server sends nothing to phone numbers.</summary>
    public bool PhoneVerified { get; init; }
    public bool EmailVerified { get; init; }
    public required string Avatar { get; init; }

    [AllowedValues(MemberStatus.Enabled, MemberStatus.Pending, MemberStatus.Deleted)]
    public required string Status { get; init; }
    public required IReadOnlyList<long> AccountRoleIds { get; init; }
    public bool IsExternal { get; init; }
    public required string RefId { get; init; }
    public long CreatedAt { get; init; }
    public long UpdatedAt { get; init; }

    internal static MemberItem From(MemberRow m) =>
        new()
        {
            AccountId = m.AccountId,
            MemberId = m.MemberId,
            MemberName = m.Name,
            CountryCode = m.CountryCode ?? "",
            Phone = MemberFields.Masked(m.Phone),
            Email = m.Email,
            Locale = m.Locale,
            TimeZone = m.TimeZone,
            EmailVerified = m.EmailVerified,
            Avatar = m.Avatar ?? "",
            Status = m.Status,
            AccountRoleIds = [.. m.Roles.Select(r => r.RoleId).Order()],
            RefId = m.RefId ?? "",
            CreatedAt = m.CreatedAt,
            UpdatedAt = m.UpdatedAt,
        };
}
