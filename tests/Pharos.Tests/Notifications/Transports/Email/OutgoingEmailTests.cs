using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications.Transports.Email;

[Trait("Runs", "Once")]
public sealed class OutgoingEmailTests
{
    private static readonly string[] Headers =
    [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-Id",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "Content-Language",
        "MIME-Version",
        "Content-Type",
    ];

    [Fact]
    public void No_text_in_a_title_or_sender_name_adds_a_header_or_breaks_the_line_limits() =>
        Prop.ForAll<string?, string?>(
                (title, name) =>
                {
                    var head = Head(Write(subject: title ?? "", name: name ?? "")).Split("\r\n");

                    return head.Where(l => l[0] is not (' ' or '\t'))
                            .Select(l => l.Split(':')[0])
                            .SequenceEqual(Headers)
                        && head.All(l => l.Length <= 998 && l.All(c => c is (>= ' ' and <= '~') or '\t'));
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a\r\nBcc: everyone@example.com")]
    [InlineData("a\nBcc: x\r\n\r\nbody")]
    [InlineData("a\u2028Bcc: x\u0085Bcc: y\0\v\f")]
    public void A_line_end_in_a_title_or_sender_name_starts_no_header(string text)
    {
        var head = Head(Write(subject: text, name: text)).Split("\r\n");

        Assert.Equal(Headers, head.Where(l => l[0] is not (' ' or '\t')).Select(l => l.Split(':')[0]));
    }

    [Theory]
    [InlineData("API 错误率升高，部分请求失败，我们正在调查并将尽快恢复服务，感谢您的耐心等待与理解")]
    [InlineData("Größere Störung — 🚒🚒🚒 overall, and a long tail of words that runs on and on beyond one line")]
    public void Readers_see_a_title_in_any_script_as_it_was_written(string title) =>
        Assert.Equal(title, Decoded(Write(subject: title).Header("Subject")));

    [Fact]
    public void A_title_that_looks_like_an_encoded_word_is_shown_and_not_decoded()
    {
        var shown = Decoded(Write(subject: "=?utf-8?B?QmNj?= looks encoded").Header("Subject"));

        Assert.Equal("=?utf-8?B?QmNj?= looks encoded", shown.Replace("\u2060", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sender_name_cannot_add_a_second_address() =>
        Assert.Equal(
            "\"a\\\" <evil@example.com>, \\\"b\" <ok@example.com>",
            Write(name: "a\" <evil@example.com>, \"b").Header("From")
        );

    [Fact]
    public void Domains_in_any_script_travel_in_ASCII()
    {
        var mail = Write(to: "user@bücher.example", from: "status@störung.example");

        Assert.Equal("user@xn--bcher-kva.example", mail.Header("To"));
        Assert.Contains("<status@xn--strung-xxa.example>", mail.Header("From"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_arrives_as_it_was_written_in_short_lines() =>
        Prop.ForAll<string?>(text =>
            {
                // Control characters are dropped, and every line end becomes CR LF.
                var given = HumanText.Printable(text ?? "").Replace("\r", "", StringComparison.Ordinal);
                var mail = Write(text: given);

                return mail.Body("text/plain").Replace("\r\n", "\n", StringComparison.Ordinal) == given
                    && mail.Data.Split("\r\n")
                        .All(l =>
                            l.Length <= 78
                            && !l.EndsWith(' ')
                            && !l.EndsWith('\t')
                            && !l.Contains('\r')
                            && !l.Contains('\n')
                        );
            })
            .QuickCheckThrowOnFailure();

    private static string Head(SunkMail mail) => mail.Data[..mail.Data.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    private static SunkMail Write(
        string subject = "Slow",
        string name = "Acme",
        string text = "hello\n",
        string to = "a@example.org",
        string from = "s@example.com"
    )
    {
        var mail = new OutgoingEmail(
            "1.2@example.com",
            to,
            subject,
            text,
            "<p>hello</p>",
            "en",
            DateTimeOffset.UnixEpoch,
            []
        );
        var address = from == "s@example.com" ? "ok@example.com" : from;
        return new SunkMail(
            "",
            "",
            Encoding.UTF8.GetString(mail.ToBytes(new System.Net.Mail.MailAddress(address), name, null))
        );
    }

    /// <summary>RFC 2047 written out a second time, so that MimeKit does not check itself.</summary>
    private static string Decoded(string header) =>
        Regex.Replace(
            Regex.Replace(header, @"(?<=\?=)\s+(?==\?)", ""),
            @"=\?utf-8\?(?<kind>[bq])\?(?<text>[^?]*)\?=",
            m =>
                Encoding.UTF8.GetString(
                    m.Groups["kind"].Value is "b" or "B"
                        ? Convert.FromBase64String(m.Groups["text"].Value)
                        : Q(m.Groups["text"].Value)
                ),
            RegexOptions.IgnoreCase
        );

    private static byte[] Q(string text) =>
        [
            .. Regex
                .Matches(text.Replace('_', ' '), "=[0-9A-F]{2}|.")
                .Select(m => m.Length == 3 ? Convert.ToByte(m.Value[1..], 16) : (byte)m.Value[0]),
        ];
}
