using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.Members;

/// <summary>Returns the caller's own profile and account: <c>POST /member/info</c></summary>
internal static class MemberInfo
{
    public static readonly Operation<MemberInfoRequest, MemberInfoResponse> Info = new(
        "/member/info",
        "Get current member info",
        Handle
    )
    {
        Kind = OperationKind.Ask,
    };

    private static async Task<MemberInfoResponse> Handle(MemberInfoRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountId == caller.AccountId, cancel);
        var member = await db
            .Members.AsNoTracking()
            .Include(m => m.Roles)
            .SingleAsync(m => m.MemberId == caller.MemberId, cancel);
        return new MemberInfoResponse
        {
            AccountId = account.AccountId,
            AccountName = account.Name,
            AccountEmail = account.Email,
            AccountRoleIds = [.. member.Roles.Select(r => r.RoleId).Order()],
            AccountLocale = account.Locale,
            AccountTimeZone = account.TimeZone,
            MemberId = member.MemberId,
            MemberName = member.Name,
            Phone = MemberFields.Masked(member.Phone),
            CountryCode = member.CountryCode ?? "",
            Avatar = member.Avatar ?? "",
            Email = member.Email,
            EmailVerified = member.EmailVerified,
            Locale = member.Locale,
            TimeZone = member.TimeZone,
            Status = member.Status,
            CreatedAt = member.CreatedAt,
        };
    }
}

public sealed record MemberInfoRequest;

/// <summary>
/// The account's avatar, domain and SSO are not supported. Their fields are always empty, for clients that expect them.
/// </summary>
public sealed record MemberInfoResponse
{
    public long AccountId { get; init; }
    public required string AccountName { get; init; }
    public string AccountAvatar { get; init; } = "";
    public required string AccountEmail { get; init; }
    public required IReadOnlyList<long> AccountRoleIds { get; init; }
    public required string AccountLocale { get; init; }
    public required string AccountTimeZone { get; init; }
    public string Domain { get; init; } = "";
    public long MemberId { get; init; }
    public required string MemberName { get; init; }
    public string Phone { get; init; } = "";
    public bool PhoneVerified { get; init; }
    public required string Email { get; init; }
    public bool EmailVerified { get; init; }
    public string CountryCode { get; init; } = "";
    public string Avatar { get; init; } = "";
    public required string Locale { get; init; }
    public required string TimeZone { get; init; }
    public bool IsExternal { get; init; }

    [AllowedValues(MemberStatus.Enabled, MemberStatus.Pending, MemberStatus.Deleted)]
    public required string Status { get; init; }

    public long CreatedAt { get; init; }
}
