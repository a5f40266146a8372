using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Security;

namespace Pharos.Platform.Invitations;

/// <summary>Lets an invited person join with a name and a password. Run from the console's page for the link.</summary>
internal static class AcceptInvitation
{
    /// <summary>Returns null if the link is unknown, expired or used.</summary>
    public static readonly Operation<AcceptInvitationRequest, AcceptedInvitation?> Info = new(
        "Accept an invitation",
        Handle
    )
    {
        Audit = new(OperationTexts.MemberWriteJoin) { Record = typeof(JoiningMember) },
    };

    private static async Task<AcceptedInvitation?> Handle(AcceptInvitationRequest request, OperationContext op)
    {
        var (db, _, cancel) = op;
        var (token, name, password) = request;
        var invitations = op.Service<InvitationSender>();
        var chosen = MemberFields.Name(name, "name");
        // Checked before hashing, so that requests without a valid link cost little.
        if (await invitations.Find(db, token, cancel) is not { } first)
            return null;
        Passwords.Check(password, "password", first.Member.Email, chosen, first.Account.Name);
        var hash = await Passwords.Hash(password!, op);

        var joining = new Caller(first.Account.AccountId, first.Member.MemberId, Permissions.None)
        {
            RequestSource = op.Caller.RequestSource,
        };
        await using var write = await op.As(joining).BeginWrite(Info, new JoiningMember(chosen));
        await write.LockAccount(first.Account.AccountId, cancel);
        db.ChangeTracker.Clear();
        // Checked again under the lock: the link works once.
        if (await invitations.Find(db, token, cancel) is not { } found)
            return null;
        var member = found.Member;
        (member.Name, member.PasswordHash, member.Status, member.UpdatedAt) = (
            chosen,
            hash,
            MemberStatus.Enabled,
            op.Clock.Seconds()
        );
        member.EmailVerified = found.Invitation.Mailed;
        db.Invitations.Remove(found.Invitation);
        write.SetAuditTarget(member.Email);
        await write.Commit(cancel);
        return new AcceptedInvitation(member.AccountId, member.MemberId);
    }
}

/// <param name="Token">The token in the link.</param>
internal sealed record AcceptInvitationRequest(string Token, string? Name, string? Password)
{
    /// <summary>Keeps token and password out of logs.</summary>
    public override string ToString() => nameof(AcceptInvitationRequest);
}

internal sealed record AcceptedInvitation(long AccountId, long MemberId);

/// <summary>The audit log's record of a member who joins by invitation.</summary>
internal sealed record JoiningMember(string Name);
