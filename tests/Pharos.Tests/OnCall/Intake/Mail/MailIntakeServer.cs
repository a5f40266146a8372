using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Pharos.Host;
using Pharos.OnCall.Intake.Mail;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake.Mail;

/// <summary>A server that receives emails on a loopback port of its own.</summary>
public sealed class MailIntakeServer : IAsyncLifetime
{
    public const string Domain = "alerts.example.com";

    private TestServer? server;

    public TestServer Server => server!;

    public int Port => PortOf(Server);

    public LogSink Logs { get; } = new();

    public static int PortOf(TestServer server) => server.Services.GetRequiredService<MailListener>().Port;

    /// <param name="configure">Changes options.</param>
    public static void Configure(PharosOptions options, Action<MailIntakeOptions>? configure = null)
    {
        (options.AlertMail.Domain, options.AlertMail.Address, options.AlertMail.Port) = (Domain, "127.0.0.1", 0);
        configure?.Invoke(options.AlertMail);
    }

    public static Task<TestServer> Start(Action<MailIntakeOptions> configure) =>
        TestServer.Start(configure: options => Configure(options, configure));

    public async ValueTask InitializeAsync() =>
        server = await TestServer.Start(configure: options => Configure(options), extend: Logs.AddTo);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    public static string AddressOf(string key) => $"{key}@{Domain}";

    public static MimeMessage Email(string key, string subject, string text = "Look at it.")
    {
        var email = new MimeMessage
        {
            Subject = subject,
            Body = new TextPart("plain") { Text = text },
        };
        email.From.Add(new MailboxAddress("Nagios", "nagios@example.com"));
        email.To.Add(new MailboxAddress("", AddressOf(key)));
        return email;
    }

    /// <summary>Sends an email as a mail program does; its answer.</summary>
    public static async Task<string> Send(
        TestServer server,
        MimeMessage email,
        SecureSocketOptions security = SecureSocketOptions.StartTls
    )
    {
        using var client = await Connect(server, security);
        var answer = await client.SendAsync(email);
        await client.DisconnectAsync(quit: true);
        return answer;
    }

    public static async Task<SmtpClient> Connect(
        TestServer server,
        SecureSocketOptions security = SecureSocketOptions.StartTls
    )
    {
        var client = new SmtpClient { ServerCertificateValidationCallback = (_, _, _, _) => true, Timeout = 60_000 };
        await client.ConnectAsync("127.0.0.1", PortOf(server), security);
        return client;
    }
}
