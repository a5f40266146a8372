using System.Net;
using System.Net.Http.Headers;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Pharos.OnCall.Intake;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;
using static Pharos.Tests.OnCall.Intake.Mail.MailIntakeServer;

namespace Pharos.Tests.OnCall.Intake.Mail;

/// <summary>Alerts that arrive as emails.</summary>
public sealed class MailIntakeTests(MailIntakeServer mail) : IClassFixture<MailIntakeServer>
{
    private static readonly object ByRules = new
    {
        email = new
        {
            mode = "by_rules",
            rules = new object[]
            {
                new
                {
                    status = "Ok",
                    conditions = new[]
                    {
                        new
                        {
                            field = "subject",
                            match = "contains",
                            value = "RECOVERY",
                        },
                    },
                },
                new { status = "Critical" },
            },
            key_pattern = "host=(\\S+)",
            key_field = "body",
        },
    };

    private TestServer Server => mail.Server;

    [Fact]
    public async Task An_email_becomes_an_incident()
    {
        var (space, key) = await Integrate();

        var answer = await Send(Server, Email(key, "Disk full on db1", "95 % of /var is used"));

        await space.Settle();
        var incident = await space.Incident();
        Assert.Equal(
            ("Disk full on db1", "95 % of /var is used", "Warning"),
            (incident.Text("title"), incident.Text("description"), incident.Text("incident_severity"))
        );
        Assert.Equal("nagios@example.com", incident["labels"]!["from"]!.GetValue<string>());
        Assert.Contains("stored", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_email_that_arrives_twice_makes_one_alert()
    {
        var (space, key) = await Integrate();
        var email = Email(key, "Disk full");

        await Send(Server, email);
        await Send(Server, email);

        await space.Settle();
        Assert.Single(await space.Alerts());
    }

    [Fact]
    public async Task Rules_decide_which_emails_trigger_and_which_resolve()
    {
        var (space, key) = await Integrate(ByRules);

        await Send(Server, Email(key, "PROBLEM: load", "host=db1 load 40"));
        await space.Settle();
        Assert.Equal("Critical", (await space.Incident()).Text("incident_severity"));
        await Send(Server, Email(key, "RECOVERY: load", "host=db1 load 1"));

        await space.Settle();
        Assert.Equal("Closed", (await space.Incident()).Text("progress"));
    }

    [Fact]
    public async Task An_email_to_several_integrations_reaches_each_of_them()
    {
        var (first, firstKey) = await Integrate();
        var (second, secondKey) = await Integrate();
        var email = Email(firstKey, "Disk full");
        email.To.Add(new MailboxAddress("", AddressOf(secondKey.ToUpperInvariant())));

        await Send(Server, email);

        await first.Settle();
        Assert.Equal("Disk full", (await first.Incident()).Text("title"));
        Assert.Equal("Disk full", (await second.Incident()).Text("title"));
    }

    [Fact]
    public async Task Unknown_recipients_are_refused_before_the_email_is_sent()
    {
        var (space, _) = await Integrate();
        var standard = await space.Integrate("standard");
        var (smtp, greeting) = await SmtpConversation.Open(mail.Port);
        using var _1 = smtp;

        Assert.Equal($"220 {Domain} ESMTP", greeting);
        await smtp.Say("EHLO test");
        await smtp.Say("MAIL FROM:<nagios@example.com>");
        foreach (
            var address in (string[])
                [
                    AddressOf("0123456789abcdef0123456789abcdef"),
                    AddressOf("postmaster"),
                    AddressOf(standard),
                    standard + "@elsewhere.example.com",
                ]
        )
            Assert.StartsWith("550 5.", await smtp.Say($"RCPT TO:<{address}>"), StringComparison.Ordinal);
        Assert.StartsWith("50", await smtp.Say("DATA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Automatic_replies_bounces_and_emails_that_go_in_circles_are_taken_and_ignored()
    {
        var (space, key) = await Integrate();
        var reply = Email(key, "Out of office");
        reply.Headers.Add("Auto-Submitted", "auto-replied");
        var circling = Email(key, "Round and round");
        for (var i = 0; i < 60; i++)
            circling.Headers.Add(HeaderId.Received, $"from a by b; id {i}");
        var own = Email(key, "Status update");
        own.From.Clear();
        own.From.Add(MailboxAddress.Parse(Server.Options.Mail.From));
        own.Headers.Add("Auto-Submitted", "auto-generated");

        foreach (var email in (MimeMessage[])[reply, circling, own])
            Assert.Contains("stored", await Send(Server, email), StringComparison.Ordinal);
        using (var client = await Connect(Server))
            await client.SendAsync(
                Email(key, "Undelivered"),
                new MailboxAddress("", ""),
                [new MailboxAddress("", AddressOf(key))]
            );

        await space.Settle();
        Assert.Empty(await space.Alerts());
    }

    [Fact]
    public async Task An_email_is_acknowledged_only_when_it_is_on_disk()
    {
        await using var server = await MailIntakeServer.Start(_ => { });
        var space = await OnCallSpace.Create(server);
        var key = await space.Integrate("email");
        await Send(server, Email(key, "First"));
        using var client = await Connect(server);

        await using (await Outage.Begin(server))
        {
            var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Email(key, "Second")));
            Assert.Equal(451, (int)refused.StatusCode);
        }

        await Eventually.True(
            async () =>
            {
                try
                {
                    await client.SendAsync(Email(key, "Second"));
                    return true;
                }
                catch (SmtpCommandException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(60)
        );
        await Eventually.True(async () => (await space.Incidents()).Count == 2, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task An_integration_over_its_limit_gets_a_temporary_refusal()
    {
        await using var server = await TestServer.Start(configure: options =>
        {
            Configure(options);
            (options.RateLimits.Enabled, options.RateLimits.PushesPerMinute) = (true, 1);
        });
        var space = await OnCallSpace.Create(server);
        var (first, second) = (await space.Integrate("email"), await space.Integrate("email", "Second"));

        // A minute may end between two emails, but not between two of three.
        var answers = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            var (smtp, _) = await SmtpConversation.Open(PortOf(server));
            using var _1 = smtp;
            await smtp.Say("EHLO test");
            await smtp.Say("MAIL FROM:<nagios@example.com>");
            answers.Add(await smtp.Say($"RCPT TO:<{AddressOf(first)}>"));
        }

        Assert.Contains(answers, answer => answer!.StartsWith("450 4.2.1", StringComparison.Ordinal));
        Assert.Contains("stored", await Send(server, Email(second, "Other integration")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_and_the_next_one_is_taken()
    {
        await using var server = await MailIntakeServer.Start(options => options.MaxBytes = 20_000);
        var space = await OnCallSpace.Create(server);
        var key = await space.Integrate("email");
        using var client = await Connect(server);
        var declared = await Assert.ThrowsAsync<SmtpCommandException>(() =>
            client.SendAsync(Email(key, "Large", new string('x', 30_000)))
        );
        Assert.Equal(552, (int)declared.StatusCode);

        // Without SIZE, only the content shows it. Its lines look like commands.
        var (smtp, _) = await SmtpConversation.Open(PortOf(server));
        using var _1 = smtp;
        Assert.StartsWith("354", await smtp.BeginMessage(AddressOf(key)), StringComparison.Ordinal);
        await smtp.Send("Subject: Large\r\n\r\n");
        for (var i = 0; i < 200; i++)
            await smtp.Send(string.Concat(Enumerable.Repeat("MAIL FROM:<smuggled@example.com>\r\n", 100)));
        Assert.StartsWith("552 5.3.4", await smtp.Say("."), StringComparison.Ordinal);
        Assert.StartsWith("354", await smtp.BeginMessage(AddressOf(key)), StringComparison.Ordinal);
        Assert.StartsWith("250", await smtp.Say("Subject: Small\r\n\r\ntext\r\n."), StringComparison.Ordinal);

        await space.Settle();
        Assert.Equal("Small", (await space.Incident()).Text("title"));
    }

    [Fact]
    public async Task Dots_at_the_beginning_of_lines_and_dots_in_parts_arrive_as_they_were()
    {
        var (space, key) = await Integrate();
        var (smtp, _) = await SmtpConversation.Open(mail.Port);
        using var _1 = smtp;

        await smtp.BeginMessage(AddressOf(key));
        foreach (var part in (string[])["Subject: Dots\r\n\r\n..first\r\n...\r\nlast\r", "\n", ".", "\r", "\n"])
        {
            await smtp.Send(part);
            await Task.Yield();
        }

        Assert.StartsWith("250", await smtp.Read(), StringComparison.Ordinal);
        await space.Settle();
        Assert.Equal(".first\n..\nlast", (await space.Incident()).Text("description"));
    }

    [Fact]
    public async Task What_is_no_email_is_refused_and_an_endless_command_ends_the_connection()
    {
        var (_, key) = await Integrate();
        var (smtp, _) = await SmtpConversation.Open(mail.Port);
        using var _1 = smtp;
        await smtp.BeginMessage(AddressOf(key));
        Assert.StartsWith("554 5.6.0", await smtp.Say("."), StringComparison.Ordinal);

        await smtp.Send(new string('A', 8000));
        Assert.StartsWith("500", await smtp.Read(), StringComparison.Ordinal);
        Assert.Null(await smtp.Read());
    }

    [Fact]
    public async Task A_sender_that_stops_in_the_middle_is_disconnected_and_may_try_again()
    {
        await using var server = await MailIntakeServer.Start(options => options.IdleSeconds = 1);
        var space = await OnCallSpace.Create(server);
        var key = await space.Integrate("email");
        var (smtp, _) = await SmtpConversation.Open(PortOf(server));
        using var _1 = smtp;

        await smtp.BeginMessage(AddressOf(key));
        await smtp.Send("Subject: Half\r\n\r\nof it");

        Assert.StartsWith("421", await smtp.Read(), StringComparison.Ordinal);
        Assert.Null(await smtp.Read());
        await space.Settle();
        Assert.Empty(await space.Alerts());
    }

    [Fact]
    public async Task More_connections_than_allowed_get_a_temporary_refusal()
    {
        await using var server = await MailIntakeServer.Start(options => options.ConnectionsPerClient = 2);
        var open = new List<SmtpConversation>();
        for (var i = 0; i < 2; i++)
            open.Add((await SmtpConversation.Open(PortOf(server))).Smtp);

        var (refused, greeting) = await SmtpConversation.Open(PortOf(server));
        refused.Dispose();
        Assert.StartsWith("421 4.7.0", greeting, StringComparison.Ordinal);
        open.ForEach(smtp => smtp.Dispose());

        await Eventually.True(
            async () =>
            {
                var (smtp, answer) = await SmtpConversation.Open(PortOf(server));
                using (smtp)
                    return answer.StartsWith("220", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(60)
        );
    }

    [Fact]
    public async Task More_recipients_than_allowed_are_left_for_another_attempt()
    {
        await using var server = await MailIntakeServer.Start(options => options.Recipients = 1);
        var space = await OnCallSpace.Create(server);
        var (first, second) = (await space.Integrate("email"), await space.Integrate("email", "Second"));
        var (smtp, _) = await SmtpConversation.Open(PortOf(server));
        using var _1 = smtp;

        await smtp.Say("EHLO test");
        await smtp.Say("MAIL FROM:<nagios@example.com>");
        Assert.StartsWith("250", await smtp.Say($"RCPT TO:<{AddressOf(first)}>"), StringComparison.Ordinal);

        Assert.StartsWith("452 4.5.3", await smtp.Say($"RCPT TO:<{AddressOf(second)}>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encryption_can_be_required()
    {
        await using var server = await MailIntakeServer.Start(options => options.Security = "required");
        var space = await OnCallSpace.Create(server);
        var key = await space.Integrate("email");

        await Assert.ThrowsAnyAsync<Exception>(() => Send(server, Email(key, "Plain"), SecureSocketOptions.None));
        await Send(server, Email(key, "Encrypted"));

        await space.Settle();
        Assert.Equal("Encrypted", (await space.Incident()).Text("title"));
    }

    [Fact]
    public async Task Commands_that_were_added_before_encryption_are_dropped()
    {
        var (smtp, _) = await SmtpConversation.Open(mail.Port);
        using var _1 = smtp;
        await smtp.Say("EHLO test");

        Assert.StartsWith(
            "220",
            await smtp.Say("STARTTLS\r\nMAIL FROM:<attacker@example.com>"),
            StringComparison.Ordinal
        );

        await smtp.StartTls();
        Assert.StartsWith("250", await smtp.Say("EHLO test"), StringComparison.Ordinal);

        Assert.StartsWith("50", await smtp.Say($"RCPT TO:<a@{Domain}>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_address_of_an_integration_is_logged()
    {
        var (space, key) = await Integrate();

        await Send(Server, Email(key, "Disk full"));
        await Assert.ThrowsAnyAsync<Exception>(() => Send(Server, Email("0123456789abcdef0123456789abcdef", "x")));

        await space.Settle();
        Assert.DoesNotContain(mail.Logs.Lines, line => line.Contains(key, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_mail_server_can_push_an_email_as_it_is()
    {
        var (space, key) = await Integrate();

        var answer = await Push(space, key, "From nagios@example.com Mon\nSubject: Disk full\n\n95 %\n");
        var wrong = await Push(space, key, "\0\0\0");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        wrong.IsError("InvalidParameter", "email");
        await space.Settle();
        Assert.Equal("Disk full", (await space.Incident()).Text("title"));
    }

    [Fact]
    public async Task The_console_shows_the_address_and_what_arrived()
    {
        var (space, key) = await Integrate();
        var browser = await Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        await Send(Server, Email(key, "Disk full"));
        await Server.Services.GetRequiredService<RecentPayloads>().Write(CancellationToken.None);

        var list = await browser.Get("/console/integrations");
        var path = System.Text.RegularExpressions.Regex.Match(list.Html, @"/console/integrations/\d+").Value;
        var screen = await browser.Get(path);

        Assert.Contains(AddressOf(key), screen.Text, StringComparison.Ordinal);
        Assert.Contains("Subject: Disk full", screen.Text, StringComparison.Ordinal);
    }

    private async Task<(OnCallSpace Space, string Key)> Integrate(object? settings = null)
    {
        var space = await OnCallSpace.Create(Server);
        return (space, await space.Integrate("email", settings: settings));
    }

    private static Task<ApiAnswer> Push(OnCallSpace space, string key, string email)
    {
        var content = new StringContent(email);
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        return space.Owner.Send(
            new HttpRequestMessage(HttpMethod.Post, $"/event/push/alert/email?integration_key={key}")
            {
                Content = content,
            }
        );
    }
}
