using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;
using Pharos.Platform.Accounts;
using Pharos.Platform.Members;
using Pharos.Web;

namespace Pharos.Platform.Invitations;

/// <summary>Creates and finds invitation links. Each link works once, for some hours.</summary>
internal sealed class InvitationSender(
    EmailOptions email,
    InvitationLifetime lifetime,
    PublicAddress address,
    TimeProvider clock
)
{
    private const int TokenBytes = 32;

    /// <summary>Creates a link that replaces any earlier one, and emails it.</summary>
    /// <returns>The link for the inviter to pass on if this server sends no email; null if it was emailed.</returns>
    public async Task<string?> Send(
        WriteTransaction write,
        Caller caller,
        AccountRow account,
        MemberRow member,
        long now,
        CancellationToken cancel
    )
    {
        var db = write.Db;
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var emailed = email.Host is { Length: > 0 };
        var expires = now + (lifetime.Hours * 3600L);
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.MemberId == member.MemberId, cancel);
        if (invitation is null)
            db.Invitations.Add(
                invitation = new InvitationRow
                {
                    MemberId = member.MemberId,
                    Digest = [],
                    Mailed = emailed,
                    InvitedBy = caller.MemberId,
                    CreatedAt = now,
                    ExpiresAt = expires,
                }
            );
        (invitation.Digest, invitation.Mailed, invitation.InvitedBy, invitation.CreatedAt, invitation.ExpiresAt) = (
            Digest(token),
            emailed,
            caller.MemberId,
            now,
            expires
        );
        if (!emailed)
            return InvitationEmail.Link(address.Url, token);
        InvitationEmail.Add(write, account, member, token, now, expires);
        return null;
    }

    /// <summary>Finds the invited member of a link; null if the link is unknown, used or expired.</summary>
    public async Task<(InvitationRow Invitation, MemberRow Member, AccountRow Account)?> Find(
        PharosDb db,
        string token,
        CancellationToken cancel
    )
    {
        if (token.Length != TokenBytes * 2)
            return null;
        var (digest, now) = (Digest(token), clock.Seconds());
        var found = await (
            from invitation in db.Invitations
            join member in db.Members on invitation.MemberId equals member.MemberId
            join account in db.Accounts on member.AccountId equals account.AccountId
            where invitation.Digest == digest && invitation.ExpiresAt > now && member.Status == MemberStatus.Pending
            select new
            {
                invitation,
                member,
                account,
            }
        ).SingleOrDefaultAsync(cancel);
        return found is null ? null : (found.invitation, found.member, found.account);
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
