using Pharos.Tests.OnCall.Intake.Mail;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Senders;

/// <summary>swaks, which speaks SMTP as mail servers do.</summary>
public sealed class SwaksTests(MailIntakeServer mail) : IClassFixture<MailIntakeServer>
{
    [Fact]
    public async Task Swaks_sends_an_alert_over_an_encrypted_connection()
    {
        LocalProgram.Demand("swaks");
        var space = await OnCallSpace.Create(mail.Server);
        var key = await space.Integrate("email");

        var written = await LocalProgram.Run(
            "swaks",
            [
                "--server",
                "127.0.0.1",
                "--port",
                $"{mail.Port}",
                "--tls",
                "--from",
                "nagios@example.com",
                "--to",
                MailIntakeServer.AddressOf(key),
                "--header",
                "Subject: Disk full on db1",
                "--body",
                "95 % of /var is used",
            ]
        );

        Assert.Contains("250 2.0.0 stored", written, StringComparison.Ordinal);
        await space.Settle();
        Assert.Equal("Disk full on db1", (await space.Incident()).Text("title"));
    }
}
