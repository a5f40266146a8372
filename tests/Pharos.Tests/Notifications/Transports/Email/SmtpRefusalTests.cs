using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Tests.Notifications.Transports.Email;

[Trait("Runs", "Once")]
public sealed class SmtpRefusalTests
{
    [Theory]
    [InlineData(550, "no such user", SendResultKind.Refused, false)]
    [InlineData(551, "moved", SendResultKind.Refused, false)]
    [InlineData(553, "5.1.3 what an address", SendResultKind.Refused, false)]
    [InlineData(554, "5.1.1 no such user", SendResultKind.Refused, false)]
    [InlineData(550, "5.2.1 disabled", SendResultKind.Refused, false)]
    [InlineData(550, "5.0.0 no", SendResultKind.Refused, false)]
    [InlineData(554, "no", SendResultKind.Refused, true)]
    [InlineData(503, "5.5.1 not now", SendResultKind.Refused, true)]
    [InlineData(550, "5.6.7 not in this script", SendResultKind.Refused, true)]
    [InlineData(552, "5.2.2 mailbox full", SendResultKind.Refused, true)]
    [InlineData(550, "5.7.1 relaying denied", SendResultKind.Later, true)]
    [InlineData(554, "5.7.26 no DMARC", SendResultKind.Later, true)]
    [InlineData(550, "5.3.2 not today", SendResultKind.Later, true)]
    [InlineData(553, "5.1.8 who are you", SendResultKind.Later, true)]
    [InlineData(450, "4.2.0 greylisted", SendResultKind.Later, false)]
    public void A_refused_recipient_is_blamed_only_for_what_is_its_own(
        int code,
        string text,
        SendResultKind kind,
        bool blameless
    )
    {
        var result = SmtpRefusal.OfRecipient(new SmtpReply(code, [text]));

        Assert.Equal((kind, blameless), (result.Kind, !result.CountsAgainstRecipient));
        Assert.Equal($"{code} {text}", result.Reason);
    }

    [Theory]
    [InlineData(550, "5.1.1 no such user", SendResultKind.Refused, true)]
    [InlineData(554, "spam", SendResultKind.Refused, true)]
    [InlineData(554, "5.7.1 spam", SendResultKind.Later, true)]
    [InlineData(451, "4.3.0 come again", SendResultKind.Later, false)]
    public void A_refused_content_blames_no_recipient(int code, string text, SendResultKind kind, bool blameless)
    {
        var result = SmtpRefusal.OfContent(new SmtpReply(code, [text]));

        Assert.Equal((kind, blameless), (result.Kind, !result.CountsAgainstRecipient));
    }
}
