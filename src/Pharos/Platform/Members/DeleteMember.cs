using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Platform.Invitations;
using Pharos.Platform.Roles;

namespace Pharos.Platform.Members;

/// <summary>
/// Deletes a member: <c>POST /member/delete</c>. Keys, sessions, second factor, roles, teams and subscriptions end at
/// once. The name stays, because changes and teams refer to it.
/// </summary>
internal static class DeleteMember
{
    public static readonly Operation<DeleteMemberRequest, EmptyResponse> Info = new(
        "/member/delete",
        "Delete a member, including all keys and sessions",
        Handle
    )
    {
        Permission = Permissions.MembersManage,
        Audit = new(OperationTexts.MemberWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(DeleteMemberRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (field, find) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var found = await find(MemberReader.For(db, caller)).Take(2).ToListAsync(cancel);
        var member = found switch
        {
            [] => throw Errors.NotFound(field),
            [var match] => match,
            _ => throw Errors.Invalid(Messages.SeveralMembers, field),
        };
        await RoleGrantPolicy.DemandMayTouch(db, caller, [member], [], cancel);
        member.Roles.Clear();
        (member.Status, member.PasswordHash, member.UpdatedAt) = (MemberStatus.Deleted, null, op.Clock.Seconds());
        await RoleGrantPolicy.DemandAnotherOwner(db, caller, [member], field, cancel);
        await EndAll(db, member, cancel);
        write.SetAuditTarget(member.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    private static async Task EndAll(PharosDb db, MemberRow member, CancellationToken cancel)
    {
        var id = member.MemberId;
        await db.ApiKeys.Where(k => k.MemberId == id).ExecuteDeleteAsync(cancel);
        await db.Sessions.Where(s => s.MemberId == id).ExecuteDeleteAsync(cancel);
        await db.SecondFactors.Where(f => f.MemberId == id).ExecuteDeleteAsync(cancel);
        await db.RecoveryCodes.Where(c => c.MemberId == id).ExecuteDeleteAsync(cancel);
        await db.Invitations.Where(i => i.MemberId == id).ExecuteDeleteAsync(cancel);
        await db.TeamMembers.Where(t => t.MemberId == id).ExecuteDeleteAsync(cancel);
        await db.EndSubscriptions(id, cancel);
        await db.Webhooks.Where(h => h.MemberId == id).ExecuteDeleteAsync(cancel);
        await db
            .OutgoingMessages.Where(l =>
                l.AccountId == member.AccountId
                && l.Kind == InvitationEmail.Kind
                && l.Recipient == member.Email
                && l.State == DeliveryState.Waiting
            )
            .ExecuteDeleteAsync(cancel);
    }
}

/// <summary>Names the member by one of the fields.</summary>
public sealed record DeleteMemberRequest
{
    public long? MemberId { get; set; }
    public string? MemberName { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? CountryCode { get; set; }
    public string? RefId { get; set; }

    /// <summary>Validates all fields that are present, and returns the most reliable one with its query.</summary>
    internal (string Field, Func<IQueryable<MemberRow>, IQueryable<MemberRow>> Find) Check()
    {
        var name = Validate.OptionalLine(MemberName, "member_name", MemberFields.LongestName);
        var email = Validate.OptionalLine(Email, "email", 255) is null ? null : EmailAddressField.Forms(Email, "email");
        var phone = MemberFields.Phone(Phone, "phone");
        MemberFields.CountryCode(CountryCode, "country_code");
        var refId = MemberFields.RefId(RefId, "ref_id");
        if (MemberId is not null)
        {
            var id = Validate.Id(MemberId, "member_id");
            return ("member_id", all => all.Where(m => m.MemberId == id));
        }

        return refId is not null ? ("ref_id", all => all.Where(m => m.RefId == refId))
            : email is not null ? ("email", all => all.Where(m => email.Contains(m.Email)))
            : phone is not null ? ("phone", all => all.Where(m => m.Phone == phone))
            : name is not null ? ("member_name", all => all.Where(m => m.Name == name))
            : throw Errors.Missing("member_id");
    }
}
