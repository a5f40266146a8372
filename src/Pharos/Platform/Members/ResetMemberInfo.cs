using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Roles;

namespace Pharos.Platform.Members;

/// <summary>
/// Changes the caller's own profile, or a colleague's if the caller manages members: <c>POST /member/info/reset</c>
/// </summary>
internal static class ResetMemberInfo
{
    public static readonly Operation<ResetMemberInfoRequest, EmptyResponse> Info = new(
        "/member/info/reset",
        "Change a member's profile; an omitted field keeps its value",
        Handle
    )
    {
        Audit = new(OperationTexts.MemberWriteUpdate),
    };

    private static async Task<EmptyResponse> Handle(ResetMemberInfoRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var memberId = Validate.Id(request.MemberId, "member_id");
        if (memberId == caller.MemberId)
            caller.DemandUnrestrictedKey();
        else
            caller.Demand(Permissions.MembersManage);
        var change = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, memberId, cancel);
        if (memberId != caller.MemberId)
            await RoleGrantPolicy.DemandMayTouch(db, caller, [member], [], cancel);
        var before = member.Email;
        change(member);
        if (member.Email != before)
        {
            if (
                await MemberReader
                    .For(db, caller)
                    .AnyAsync(m => m.Email == member.Email && m.MemberId != memberId, cancel)
            )
                throw Errors.Taken("email");
            // The link sent to the old address must no longer work.
            await db.Invitations.Where(i => i.MemberId == memberId).ExecuteDeleteAsync(cancel);
            member.EmailVerified = false;
        }

        member.UpdatedAt = op.Clock.Seconds();
        write.SetAuditTarget(member.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record ResetMemberInfoRequest
{
    [Required]
    public long? MemberId { get; set; }
    public string? MemberName { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? CountryCode { get; set; }
    public string? Avatar { get; set; }

    [AllowedValues("zh-CN", "en-US")]
    public string? Locale { get; set; }
    public string? TimeZone { get; set; }

    /// <summary>
    /// Returns the changes to make. A blank phone, country code or avatar is cleared; absent fields keep their value.
    /// </summary>
    internal Action<MemberRow> Check()
    {
        var errors = new FieldErrors();
        var name = MemberName is null ? null : errors.Check(() => MemberFields.Name(MemberName, "member_name"));
        var email = Email is null ? null : errors.Check(() => EmailAddressField.Check(Email, "email"));
        var phone = errors.Check(() => MemberFields.Phone(Phone, "phone"));
        var countryCode = errors.Check(() => MemberFields.CountryCode(CountryCode, "country_code"));
        var avatar = errors.Check(() => MemberFields.Avatar(Avatar, "avatar"));
        var locale = errors.Check(() => MemberFields.Locale(Locale, "locale"));
        var zone = errors.Check(() => MemberFields.TimeZone(TimeZone, "time_zone"));
        errors.ThrowIfAny();
        return member =>
        {
            member.Name = name ?? member.Name;
            member.Email = email ?? member.Email;
            member.Phone = Phone is null ? member.Phone : phone;
            member.CountryCode = CountryCode is null ? member.CountryCode : countryCode;
            member.Avatar = Avatar is null ? member.Avatar : avatar;
            member.Locale = locale ?? member.Locale;
            member.TimeZone = zone ?? member.TimeZone;
        };
    }
}
