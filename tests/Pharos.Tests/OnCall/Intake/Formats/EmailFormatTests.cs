using System.Text;
using MimeKit;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class EmailFormatTests
{
    private static readonly EmailSettings EveryEmail = new();

    private static readonly EmailSettings ByRules = new()
    {
        Mode = EmailMode.ByRules,
        Rules =
        [
            new(EventStatus.Ok, [new(EmailField.Body, EmailMatch.Contains, "resolved")]),
            new(EventStatus.Critical, [new(EmailField.Subject, EmailMatch.Pattern, "(?i)^(problem|down)")]),
        ],
        KeyPattern = @"#(\d+)",
    };

    private static MimeMessage Email(string subject, string text, string id = "1@example.com")
    {
        var email = new MimeMessage
        {
            Subject = subject,
            MessageId = id,
            Body = new TextPart("plain") { Text = text },
        };
        email.From.Add(new MailboxAddress("Nagios", "nagios@example.com"));
        return email;
    }

    [Fact]
    public void The_subject_is_the_title_and_the_text_the_description()
    {
        var read = Payload.Single(EmailFormat.Parse(Email("std::disk [TPL]${x} full", "95%\n/var"), EveryEmail));

        Assert.Equal(("std::disk [TPL]${x} full", true), (read.TitleRule, read.IsPlainTitle));
        Assert.Equal(("95%\n/var", EventStatus.Warning), (read.Description, read.Status));
        Assert.Equal(new Dictionary<string, string> { ["from"] = "nagios@example.com" }, read.Labels);
    }

    [Fact]
    public void Every_email_is_an_alert_but_a_second_delivery_is_not()
    {
        string Key(string id) => Payload.Single(EmailFormat.Parse(Email("s", "t", id), EveryEmail)).AlertKey;

        Assert.Equal(Key("1@example.com"), Key("1@example.com"));
        Assert.NotEqual(Key("1@example.com"), Key("2@example.com"));
    }

    [Fact]
    public void By_subject_emails_with_one_subject_are_one_alert()
    {
        string Key(string subject, string id) =>
            Payload
                .Single(EmailFormat.Parse(Email(subject, "t", id), EveryEmail with { Mode = EmailMode.BySubject }))
                .AlertKey;

        Assert.Equal(Key("Disk full", "1@example.com"), Key("Disk full", "2@example.com"));
        Assert.NotEqual(Key("Disk full", "1@example.com"), Key("Disk empty", "1@example.com"));
    }

    [Theory]
    [InlineData("Down: web #17", "no answer", EventStatus.Critical, "17")]
    [InlineData("Re: web #17", "RESOLVED after 5 min", EventStatus.Ok, "17")]
    [InlineData("PROBLEM web", "no answer", EventStatus.Critical, "PROBLEM web")]
    [InlineData("Hello", "world", EventStatus.Warning, "Hello")]
    public void Rules_decide_between_trigger_and_close(string subject, string text, EventStatus status, string key)
    {
        var read = Payload.Single(EmailFormat.Parse(Email(subject, text), ByRules));

        Assert.Equal((status, key), (read.Status, read.AlertKey));
    }

    [Fact]
    public void Emails_that_match_no_rule_can_be_ignored() =>
        Assert.Empty(EmailFormat.Parse(Email("Hello", "world"), ByRules with { DiscardsUnmatched = true }).Events);

    [Fact]
    public void A_long_text_is_cut_and_attachments_are_dropped_with_labels_that_say_so()
    {
        var body = new BodyBuilder { TextBody = string.Concat(Enumerable.Repeat("日", 20_000)) };
        body.Attachments.Add("log.txt", Encoding.UTF8.GetBytes("log"));
        var email = Email("s", "");
        email.Body = body.ToMessageBody();

        var read = Payload.Single(EmailFormat.Parse(email, EveryEmail));

        Assert.Equal("true", read.Labels["body_cut"]);
        Assert.Equal("true", read.Labels["attachment_stripped"]);
        Assert.Equal(new string('日', 32 * 1024 / 3), read.Description);
    }

    [Fact]
    public void Html_becomes_text()
    {
        var email = Email("s", "");
        email.Body = new TextPart("html")
        {
            Text = """
                <html><head><title>t</title><style>p { color: red }</style><script>alert("x")</script></head><body>
                <p>Disk   <b>full</b>:<br>95&nbsp;% &lt;now&gt;</p>
                <table><tr><td>host</td><td>web-1</td></tr></table></body></html>
                """,
        };

        var read = Payload.Single(EmailFormat.Parse(email, EveryEmail));

        Assert.Equal("Disk full:\n95 % <now>\nhost web-1", read.Description);
    }

    [Theory]
    [InlineData("Auto-Submitted", "auto-replied (vacation)", true)]
    [InlineData("Precedence", "auto_reply", true)]
    [InlineData("Precedence", "junk", true)]
    [InlineData("X-Autoreply", "yes", true)]
    [InlineData("Return-Path", "<>", true)]
    [InlineData("X-Failed-Recipients", "a@example.com", true)]
    [InlineData("Auto-Submitted", "auto-generated", false)]
    [InlineData("Precedence", "bulk", false)]
    public void Automatic_replies_make_no_alert_but_generated_emails_do(string header, string value, bool reply)
    {
        var email = Email("Out of office", "back on Monday");
        email.Headers.Add(header, value);

        Assert.Equal(reply ? 0 : 1, EmailFormat.Parse(email, EveryEmail).Events.Count);
    }

    [Fact]
    public void A_bounce_makes_no_alert()
    {
        var email = Email("Undelivered", "");
        email.Body = new Multipart("report") { new TextPart("plain") { Text = "failed" } };

        Assert.Empty(EmailFormat.Parse(email, EveryEmail).Events);
    }

    [Fact]
    public void An_email_without_subject_has_its_sender_as_title() =>
        Assert.Equal("nagios@example.com", Payload.Single(EmailFormat.Parse(Email("", "t"), EveryEmail)).TitleRule);

    [Theory]
    [InlineData("(", "settings.key_pattern must be a regular expression in RE2 syntax, of 1 to 500 characters.")]
    [InlineData("(?=x)", "settings.key_pattern must be a regular expression in RE2 syntax, of 1 to 500 characters.")]
    [InlineData("", "settings.key_pattern must be a regular expression in RE2 syntax, of 1 to 500 characters.")]
    public void A_malformed_pattern_is_refused_when_it_is_saved(string pattern, string error) =>
        Assert.Equal(
            error,
            Assert
                .Throws<Pharos.Kernel.ApiException>(() => (ByRules with { KeyPattern = pattern }).Check("settings"))
                .Message
        );

    [Fact]
    public void At_least_one_rule_must_trigger()
    {
        ByRules.Check("settings");
        Assert.Throws<Pharos.Kernel.ApiException>(() =>
            (ByRules with { Rules = [ByRules.Rules[0]] }).Check("settings")
        );
    }
}
