using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.Notifications.Transports.Email.Views;
using Pharos.Web;

namespace Pharos.Platform.Security;

/// <summary>What a <see cref="SecurityNotice"/> reports.</summary>
internal enum SecurityChange
{
    NewKey,
    Password,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodes,
}

/// <summary>
/// The email that tells a member about a change to their access, so that they notice one that they did not make. Sent
/// only if an SMTP server is configured.
/// </summary>
internal sealed class SecurityNotice(SiteRenderer renderer, PublicAddress address)
{
    public const string Kind = "security-notice";

    private const string KeysPath = "/console/account/app-keys";
    private const string SecurityPath = "/console/account/security";

    /// <summary>Not worth sending later than this, in seconds.</summary>
    private const long Lifetime = 3 * 86400;

    public MessageKind CreateKind() => new(Kind) { ComposeEmail = Compose };

    /// <summary>Stores the email, which is sent after the caller's write transaction commits.</summary>
    /// <param name="memberId">The member whose access has changed.</param>
    /// <param name="name">The name of a new key.</param>
    public static async Task Add(
        WriteTransaction write,
        OperationContext op,
        long memberId,
        SecurityChange change,
        string name = ""
    )
    {
        if (op.Services?.GetService<EmailOptions>()?.Host is not { Length: > 0 })
            return;
        var member = await op
            .Db.Members.AsNoTracking()
            .Where(m => m.MemberId == memberId)
            .Select(m => new
            {
                m.AccountId,
                m.Email,
                Locale = m.ConsoleLocale ?? m.Locale,
            })
            .SingleAsync(op.Cancel);
        var now = op.Clock.Seconds();
        TransactionalMessages.Add(
            write,
            new OutgoingMessageRow
            {
                MessageId = Ids.NewInteger(),
                Kind = Kind,
                AccountId = member.AccountId,
                Recipient = member.Email,
                Mailbox = Mailbox.From(member.Email),
                Locale = member.Locale,
                Token = "",
                Content = JsonSerializer.Serialize(new Content(change, name, op.Caller.RequestSource.ClientAddress)),
                State = DeliveryState.Waiting,
                NextAttemptAt = now,
                ExpiresAt = now + Lifetime,
                CreatedAt = now,
            }
        );
    }

    private async Task<ComposedEmail> Compose(PharosDb db, OutgoingMessageRow message, CancellationToken cancel)
    {
        var account = await db
            .Accounts.Where(a => a.AccountId == message.AccountId)
            .Select(a => a.Name)
            .SingleAsync(cancel);
        var content = JsonSerializer.Deserialize<Content>(message.Content!)!;
        var language = Language.FromLocale(message.Locale);
        var title = Title(content, language);
        var at = DateTimeOffset.FromUnixTimeSeconds(message.CreatedAt);
        var lead = SecurityNoticeTexts.NoticeLead.Format(
            CultureInfo.InvariantCulture,
            language,
            account,
            at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            content.Client.Length > 0 ? content.Client : SecurityNoticeTexts.NoticeServer.In(language)
        );
        var (press, footer) = (
            SecurityNoticeTexts.NoticePress.In(language),
            SecurityNoticeTexts.NoticeNotYou.In(language)
        );
        var url = address.Url + (content.Change == SecurityChange.NewKey ? KeysPath : SecurityPath);
        var html = await renderer.Render<ActionEmailView>(
            new()
            {
                ["Language"] = language.Tag,
                ["SenderName"] = account,
                ["Title"] = title,
                ["Lead"] = lead,
                ["Press"] = press,
                ["Url"] = url,
                ["Footer"] = footer,
            }
        );
        var email = new OutgoingEmail(
            string.Create(CultureInfo.InvariantCulture, $"letter.{message.MessageId}@{new Uri(address.Url).IdnHost}"),
            message.Recipient,
            $"[{account}] {title}",
            $"{title}\n\n{lead}\n\n{press}: {url}\n\n-- \n{footer}\n",
            html,
            language.Tag,
            at,
            []
        );
        return new ComposedEmail(email, account);
    }

    private static string Title(Content content, Language language) =>
        content.Change switch
        {
            SecurityChange.NewKey => SecurityNoticeTexts.NoticeKey.Format(
                CultureInfo.InvariantCulture,
                language,
                content.Name
            ),
            SecurityChange.Password => SecurityNoticeTexts.NoticePassword.In(language),
            SecurityChange.SecondFactorOn => SecurityNoticeTexts.NoticeSecondFactorOn.In(language),
            SecurityChange.SecondFactorOff => SecurityNoticeTexts.NoticeSecondFactorOff.In(language),
            _ => SecurityNoticeTexts.NoticeRecoveryCodes.In(language),
        };

    /// <param name="Client">The client's address; empty for the command line.</param>
    private sealed record Content(SecurityChange Change, string Name, string Client);
}
