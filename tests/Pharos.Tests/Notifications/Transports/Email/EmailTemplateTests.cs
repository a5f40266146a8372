using System.Buffers;
using System.Text;
using Pharos.Notifications.Transports.Email;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications.Transports.Email;

[Trait("Runs", "Once")]
public sealed class EmailTemplateTests
{
    private static readonly System.Net.Mail.MailAddress From = new("status@example.com", "Acme");

    [Theory]
    [InlineData("Slow answers")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 +0000\r\nDate: Thu, 01 Jan 1970 00:00:00 +0000")]
    public void A_form_that_is_filled_is_the_mail_that_would_have_been_written_for_this_receiver(string words)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);
        OutgoingEmail Mail(string to, string id, string token, DateTimeOffset date) =>
            new(
                $"1.{id}.2@example.com",
                to,
                words,
                $"{words}\n网络 https://example.com/manage/{token}\nhttps://example.com/leave/{token}",
                $"<p>{words} <a href=\"https://example.com/leave/{token}\">…</a></p>",
                "en",
                date,
                [$"1.{id}.1@example.com"],
                $"https://example.com/leave/{token}"
            );
        var template = EmailTemplate.Parse(
            $"1.{EmailTemplate.RecipientPlaceholder}.2@example.com",
            Mail(
                    EmailTemplate.ToPlaceholder,
                    EmailTemplate.RecipientPlaceholder,
                    EmailTemplate.TokenPlaceholder,
                    DateTimeOffset.UnixEpoch
                )
                .ToBytes(From, "", null, EmailTemplate.TokenPlaceholder)
        );

        foreach (
            var recipient in (EmailRecipient[])
                [new(7919, "a@example.org", new string('a', 43)), new(8, "b.c+d@example.net", "x")]
        )
        {
            var bytes = new ArrayBufferWriter<byte>();
            template.Write(recipient, at, bytes);
            var given = new SunkMail("", "", Encoding.ASCII.GetString(bytes.WrittenSpan));
            var expected = new SunkMail(
                "",
                "",
                Encoding.ASCII.GetString(
                    Mail(
                            recipient.Address,
                            recipient.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                            recipient.Token,
                            at
                        )
                        .ToBytes(From, "", null)
                )
            );

            foreach (
                var header in (string[])
                    ["From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Unsubscribe"]
            )
                Assert.Equal(expected.Header(header), given.Header(header));
            foreach (var type in (string[])["text/plain", "text/html"])
                Assert.Equal(expected.Body(type), given.Body(type));
            Assert.DoesNotContain("gap", given.Data, StringComparison.Ordinal);
            Assert.All(given.Data.Split("\r\n"), line => Assert.InRange(line.Length, 0, 90));
            Assert.Equal($"1.{recipient.Id}.2@example.com", template.Id(recipient));
        }
    }
}
