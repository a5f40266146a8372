using System.Text;
using Pharos.Delivery;
using Pharos.Delivery.Mail;
using Pharos.Tests.Support;

namespace Pharos.Tests.Delivery.Mail;

[Trait("Runs", "Once")]
public sealed class SmtpConnectionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_connection_takes_mail_after_mail_past_recipients_that_are_refused(bool pipelines)
    {
        await using var sink = new MailSink { Pipelines = pipelines, Recipient = to => to.StartsWith("no", StringComparison.Ordinal) ? "550 no such user" : to.StartsWith("later", StringComparison.Ordinal) ? "452 full" : null };
        await using var connection = await Open(sink);

        var results = new List<SendResult>();
        foreach (var to in (string[])["a@example.org", "no@example.org", "later@example.org", "b@example.org"])
            results.Add(await connection.Send("from@example.com", to, "Subject: x\r\n\r\nhello\r\n"u8.ToArray(), CancellationToken.None));

        Assert.Equal([SendResultKind.Sent, SendResultKind.Refused, SendResultKind.Later, SendResultKind.Sent], results.Select(r => r.Kind));
        Assert.Equal("550 no such user", results[1].Reason);
        Assert.Equal(["a@example.org", "b@example.org"], sink.Mails.Select(m => m.To));
        Assert.Equal(1, sink.Connections);
    }

    [Theory]
    [InlineData("hello\r\n.\r\nQUIT\r\n")]
    [InlineData(".begins with a dot\r\n..and two\r\nends without a line end")]
    public async Task A_line_with_a_dot_does_not_end_the_mail(string body)
    {
        await using var sink = new MailSink();
        await using var connection = await Open(sink);

        var result = await connection.Send("from@example.com", "a@example.org", Encoding.ASCII.GetBytes(body), CancellationToken.None);

        Assert.Equal(SendResultKind.Sent, result.Kind);
        Assert.Equal(body.TrimEnd('\r', '\n'), Assert.Single(sink.Mails).Data.TrimEnd('\r', '\n'));
    }

    [Fact]
    public async Task Encryption_that_is_demanded_and_not_offered_is_not_done_without()
    {
        await using var sink = new MailSink();

        var fault = await Assert.ThrowsAsync<Pharos.Delivery.Mail.SmtpException>(() => Open(sink, "starttls"));

        Assert.Contains("STARTTLS", fault.Message, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }

    private static Task<SmtpConnection> Open(MailSink sink, string security = "none") =>
        SmtpConnection.Open(new MailOptions { Host = "127.0.0.1", Port = sink.Port, Security = security }, "status.example.com", CancellationToken.None);
}
