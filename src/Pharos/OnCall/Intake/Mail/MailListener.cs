using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Pharos.Database;
using Pharos.Http;
using SmtpServer;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>Receives alerts as emails (SMTP), if the option <c>Pharos:AlertMail:Domain</c> says so.</summary>
internal sealed partial class MailListener(
    MailIntakeOptions options,
    MailCertificate certificate,
    BodyBudget budget,
    PushIntake intake,
    MailLoops loops,
    TimeProvider clock,
    ILogger<MailListener> log
) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    /// <summary>The port that it listens on; 0 if it receives nothing.</summary>
    public int Port { get; private set; }

    /// <exception cref="StartupException">The port is in use or not permitted.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Domain is null)
            return Task.CompletedTask;
        var listener = Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        // Only what the library asks for: with a user database it would offer AUTH.
        var services = new ServiceCollection()
            .AddSingleton<IEndpointListenerFactory>(
                new MailConnections(listener, budget.Members, options, certificate, clock, log)
            )
            .AddSingleton<IMailboxFilter>(new MailRecipients(options, intake, log))
            .AddSingleton<IMessageStore>(new MailStore(intake, loops, log))
            .AddSingleton<ISmtpCommandFactory>(new Commands())
            .BuildServiceProvider();
        running = new SmtpServer.SmtpServer(Settings(), services).StartAsync(stop.Token);
        Log.Listens(log, Port, options.Domain);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stop.Dispose();

    private Socket Listen()
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(options.Address.Trim('[', ']')), options.Port);
        var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint.Address.Equals(IPAddress.IPv6Any))
                listener.DualMode = true;
            listener.Bind(endpoint);
            listener.Listen();
            return listener;
        }
        catch (SocketException fault)
        {
            listener.Dispose();
            throw new StartupException($"cannot receive emails on {endpoint} (Pharos:AlertMail): {fault.Message}");
        }
    }

    private ISmtpServerOptions Settings()
    {
        var name = options.HostName ?? options.Domain!;
        return new SmtpServerOptionsBuilder()
            .ServerName(name)
            .CustomSmtpGreeting(_ => $"220 {name} ESMTP")
            .MaxMessageSize(options.MaxBytes)
            .CommandWaitTimeout(TimeSpan.FromSeconds(options.IdleSeconds))
            .Endpoint(endpoint =>
            {
                endpoint
                    .Port(Port)
                    .SessionTimeout(TimeSpan.FromSeconds(options.SessionSeconds))
                    .SupportedSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13);
                // Only whether there is one counts: the connection takes the current one.
                if (options.Security != "none")
                    endpoint.Certificate(certificate.Current().TargetCertificate);
            })
            .Build();
    }

    private sealed class Commands : SmtpCommandFactory
    {
        public override SmtpCommand CreateEhlo(string domainOrAddress) => new Ehlo(domainOrAddress);
    }

    private sealed class Ehlo(string domainOrAddress) : EhloCommand(domainOrAddress)
    {
        protected override string GetGreeting(ISessionContext context) => context.ServerOptions.ServerName;
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1340,
            Level = LogLevel.Information,
            Message = "Receives emails to {Domain} on port {Port}"
        )]
        public static partial void Listens(ILogger log, int port, string domain);
    }
}
