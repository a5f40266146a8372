using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.Invitations;
using Pharos.Platform.Roles;

namespace Pharos.Platform.Members;

/// <summary>
/// Invites members: <c>POST /member/invite</c>. They are pending until they choose a password. Inviting a pending
/// member again sends a new link and voids the old one.
/// </summary>
internal static class InviteMembers
{
    public const int Most = 20;

    public static readonly Operation<InviteMembersRequest, InviteMembersResponse> Info = new(
        "/member/invite",
        "Invite members by email",
        Handle
    )
    {
        Permission = Permissions.MembersManage,
        Audit = new(OperationTexts.MemberWriteInvite) { IsDangerous = true },
    };

    private static async Task<InviteMembersResponse> Handle(InviteMembersRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var items = Validate.Items(request.Members, "members");
        List<InvitedMember> invited = [.. items.Select((item, i) => item.Check(Validate.Index("members", i)))];
        Validate.Distinct(invited.Select(i => i.Email), "members", "email");
        Validate.OptionalLine(request.From, "from", 255);

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var response = new List<InvitedItem>();
        for (var i = 0; i < invited.Count; i++)
            response.Add(await Invite(write, op, invited[i], Validate.Index("members", i)));
        write.SetAuditTarget(string.Join(", ", invited.Select(i => i.Email)));
        await write.Commit(cancel);
        return new InviteMembersResponse(response);
    }

    /// <summary>Invites one person, in the caller's transaction and with the account locked.</summary>
    /// <param name="field">The name of the item in error messages.</param>
    public static async Task<InvitedItem> Invite(
        WriteTransaction write,
        OperationContext op,
        InvitedMember invited,
        string field
    )
    {
        var (db, caller, cancel) = op;
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountId == caller.AccountId, cancel);
        var member = await MemberReader.For(db, caller).SingleOrDefaultAsync(m => m.Email == invited.Email, cancel);
        if (member is { Status: MemberStatus.Enabled })
            throw Errors.Taken(field + ".email");
        // The inviter may get the new link, so the link must not grant more than the inviter could.
        if (member is not null)
            await RoleGrantPolicy.DemandMayTouch(db, caller, [member], [], cancel);
        if (
            invited.RefId is { } refId
            && await MemberReader.For(db, caller).AnyAsync(m => m.RefId == refId && m.Email != invited.Email, cancel)
        )
            throw Errors.Taken(field + ".ref_id");
        if (member is null)
        {
            Plan.Demand(
                caller.Plan.Members,
                await MemberReader.For(db, caller).CountAsync(cancel) + 1,
                Messages.PlanMembers
            );
            member = Pending(account, invited, op.Clock.Seconds());
            db.Members.Add(member);
        }

        member.Name = invited.Name ?? member.Name;
        member.RefId = invited.RefId ?? member.RefId;
        member.Phone = invited.Phone ?? member.Phone;
        member.CountryCode = invited.CountryCode ?? member.CountryCode;
        member.Locale = invited.Locale ?? member.Locale;
        member.TimeZone = invited.TimeZone ?? member.TimeZone;
        member.UpdatedAt = op.Clock.Seconds();
        IReadOnlyList<long> roleIds =
            invited.RoleIds.Count > 0 ? invited.RoleIds
            : member.Roles.Count > 0 ? []
            : [BuiltInRoles.Viewer.RoleId];
        await RoleGrantPolicy.Grant(db, caller, [member], roleIds, field + ".role_ids", op.Clock.Seconds(), cancel);
        var url = await op.Service<InvitationSender>().Send(write, caller, account, member, op.Clock.Seconds(), cancel);
        // Later items of the request must find this member, and the plan must count it.
        await db.SaveChangesAsync(cancel);
        return new InvitedItem(member.MemberId, member.Name, url);
    }

    private static MemberRow Pending(AccountRow account, InvitedMember invited, long now) =>
        new()
        {
            MemberId = Ids.NewInteger(),
            AccountId = account.AccountId,
            Name = invited.Email[..invited.Email.IndexOf('@')],
            Email = invited.Email,
            EmailVerified = false,
            Locale = account.Locale,
            TimeZone = account.TimeZone,
            Status = MemberStatus.Pending,
            CreatedAt = now,
            UpdatedAt = now,
        };
}

/// <summary>A validated invitation.</summary>
/// <param name="RoleIds">Viewer if empty.</param>
internal sealed record InvitedMember(
    string Email,
    string? Name,
    IReadOnlyList<long> RoleIds,
    string? Phone,
    string? CountryCode,
    string? Locale,
    string? TimeZone,
    string? RefId
);

public sealed record InviteMembersRequest
{
    [Required]
    [MaxLength(InviteMembers.Most)]
    public List<InviteMemberFields?>? Members { get; set; }

    /// <summary>Where in the client the invitation came from; not stored.</summary>
    public string? From { get; set; }
}

public sealed record InviteMemberFields
{
    /// <summary>Defaults to the part of the address before the @.</summary>
    public string? MemberName { get; set; }

    /// <summary>Required: invitations are sent by email.</summary>
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? CountryCode { get; set; }

    [MaxLength(100)]
    public List<long?>? RoleIds { get; set; }

    [AllowedValues("zh-CN", "en-US")]
    public string? Locale { get; set; }
    public string? TimeZone { get; set; }
    public string? RefId { get; set; }

    internal InvitedMember Check(string field) =>
        new(
            EmailAddressField.Check(Email, field + ".email"),
            MemberName is null ? null : MemberFields.Name(MemberName, field + ".member_name"),
            Validate.OptionalIds(RoleIds, field + ".role_ids"),
            MemberFields.Phone(Phone, field + ".phone"),
            MemberFields.CountryCode(CountryCode, field + ".country_code"),
            MemberFields.Locale(Locale, field + ".locale"),
            MemberFields.TimeZone(TimeZone, field + ".time_zone"),
            MemberFields.RefId(RefId, field + ".ref_id")
        );
}

public sealed record InviteMembersResponse(IReadOnlyList<InvitedItem> Items);

/// <param name="InvitationUrl">The link to pass on if this server sends no email; absent if it was emailed.</param>
public sealed record InvitedItem(long MemberId, string MemberName, string? InvitationUrl);
