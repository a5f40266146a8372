using System.Text;
using MimeKit;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>An email as an alert: its subject is the title and its text the description.</summary>
internal static class EmailFormat
{
    /// <summary>The largest accepted email, in bytes.</summary>
    public const int MaxBytes = 5 << 20;

    /// <summary>The longest text that is kept, in bytes of UTF-8: more than the description of other formats.</summary>
    public const int MaxText = 32 << 10;

    private const int MaxDepth = 50;

    private static readonly ParserOptions Options = new() { MaxMimeDepth = MaxDepth };

    /// <exception cref="ApiException">It is not an email.</exception>
    public static MimeMessage Load(ReadOnlyMemory<byte> payload)
    {
        // A mail server that passes an email to a command may put the sender before it, as in a mailbox file.
        if (payload.Span.StartsWith("From "u8) && payload.Span.IndexOf((byte)'\n') is >= 0 and var end)
            payload = payload[(end + 1)..];
        try
        {
            using var stream = new MemoryStream(payload.ToArray(), writable: false);
            var email = MimeMessage.Load(Options, stream);
            return email.Headers.Count > 0 ? email : throw Errors.Invalid(IntakeMessages.NotEmail);
        }
        catch (FormatException)
        {
            throw Errors.Invalid(IntakeMessages.NotEmail);
        }
    }

    /// <summary>What the emails to an integration mean.</summary>
    public static EmailSettings Settings(IntegrationSettings settings) =>
        settings.Email?.Check("settings.email") ?? new EmailSettings();

    public static ParsedPush Parse(MimeMessage email, EmailSettings settings)
    {
        if (IsAutomaticReply(email))
            return ParsedPush.Nothing;
        var from = EventText.Line(email.From.Mailboxes.FirstOrDefault()?.Address ?? "", EventText.MaxLabelValue);
        var subject = EventText.Line(email.Subject ?? "", EventText.MaxTitle);
        if (subject.Length == 0)
            subject = from.Length > 0 ? from : "Email";
        var whole = EventText.Paragraphs(EmailText.Read(email), MaxBytes);
        var text = CutToBytes(whole);
        if (Status(settings, subject, whole, from) is not { } status)
            return ParsedPush.Nothing;

        var labels = new LabelSet();
        labels.Add("from", from);
        if (text.Length < whole.Length)
            labels.Add("body_cut", "true");
        if (email.Attachments.Any())
            labels.Add("attachment_stripped", "true");
        return new ParsedPush
        {
            Events =
            [
                new IncomingEvent
                {
                    AlertKey = AlertKeys.FromOrDerive(
                        Key(settings, email, subject, whole, from),
                        subject,
                        labels.Labels
                    ),
                    TitleRule = subject,
                    IsPlainTitle = true,
                    Status = status,
                    Description = text,
                    Labels = labels.Labels,
                },
            ],
        };
    }

    /// <summary>
    /// Whether the email answers another one, such as an out-of-office message or a bounce. Alerting systems may mark
    /// theirs as generated, which is something else (RFC 3834).
    /// </summary>
    public static bool IsAutomaticReply(MimeMessage email) =>
        IsMarked(email) || IsBounce(email) || IsOldAutomaticReply(email);

    private static bool IsBounce(MimeMessage email) =>
        email.Body?.ContentType.IsMimeType("multipart", "report") == true
        || email.Headers[HeaderId.ReturnPath]?.Trim() == "<>"
        || email.Headers.Contains("X-Failed-Recipients")
        || email.From.Mailboxes.Any(from =>
            from.Address.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Answers of programs older than the header for them call themselves bulk, as mailing lists do.</summary>
    private static bool IsOldAutomaticReply(MimeMessage email) =>
        email.Headers[HeaderId.Precedence]?.Trim().ToLowerInvariant() switch
        {
            "auto_reply" or "junk" => true,
            "bulk" or "list" => email.Headers.Contains(HeaderId.InReplyTo),
            _ => false,
        };

    private static bool IsMarked(MimeMessage email) =>
        email.Headers["Auto-Submitted"]?.Trim().StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase) == true
        || email.Headers.Contains("X-Autoreply")
        || email.Headers.Contains("X-Autorespond");

    /// <summary>Null for an email that is to be ignored.</summary>
    private static EventStatus? Status(EmailSettings settings, string subject, string body, string from)
    {
        if (settings.Mode != EmailMode.ByRules)
            return EventStatus.Warning;
        var rule = settings.Rules.FirstOrDefault(rule => rule.Conditions.All(Holds));
        return rule?.Status ?? (settings.DiscardsUnmatched ? null : EventStatus.Warning);

        bool Holds(EmailCondition condition)
        {
            var text = Field(condition.Field, subject, body, from);
            return condition.Match switch
            {
                EmailMatch.Contains => text.Contains(condition.Value, StringComparison.OrdinalIgnoreCase),
                EmailMatch.Lacks => !text.Contains(condition.Value, StringComparison.OrdinalIgnoreCase),
                _ => EmailSettings.Compile(condition.Value).IsMatch(text),
            };
        }
    }

    private static string Key(EmailSettings settings, MimeMessage email, string subject, string body, string from)
    {
        switch (settings.Mode)
        {
            case EmailMode.EveryEmail:
                return email.MessageId ?? ""; // The same if a server delivers the email twice.
            case EmailMode.ByRules when settings.KeyPattern.Length > 0:
                var match = EmailSettings
                    .Compile(settings.KeyPattern)
                    .Match(Field(settings.KeyField, subject, body, from));
                var found = match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
                return string.IsNullOrWhiteSpace(found) ? subject : found;
            default:
                return subject;
        }
    }

    private static string Field(EmailField field, string subject, string body, string from) =>
        field switch
        {
            EmailField.Subject => subject,
            EmailField.Body => body,
            _ => from,
        };

    private static string CutToBytes(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MaxText)
            return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var end = MaxText;
        while ((bytes[end] & 0b1100_0000) == 0b1000_0000) // Within a character.
            end--;
        return Encoding.UTF8.GetString(bytes, 0, end);
    }
}
