using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Platform.Accounts;
using Pharos.Platform.Members;

namespace Pharos.Platform.Invitations;

/// <summary>The mail that brings an invitation.</summary>
internal static class InvitationLetter
{
    /// <summary>Records the mail, within the write transaction of the caller.</summary>
    public static void Record(WriteTransaction write, AccountRow account, MemberRow member, string token, long now, long expiresAt)
    {
        write.Db.Letters.Add(new LetterRow
        {
            LetterId = Ids.NewInteger(), Kind = LetterKind.Invitation, AccountId = account.AccountId, PageId = null, Recipient = member.Email, Mailbox = Mailbox.From(member.Email), Locale = member.Locale,
            Token = token, State = DeliveryState.Waiting, NextAttemptAt = now, ExpiresAt = expiresAt, CreatedAt = now,
        });
        write.SignalOutbox();
    }

    public static string Link(string publicUrl, string token) => $"{publicUrl}/console/invitations/{token}";
}
