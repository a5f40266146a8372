using System.Net;
using System.Net.Sockets;
using Pharos.Http;
using SmtpServer;
using SmtpServer.IO;
using SmtpServer.Net;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>Accepts senders of emails, as many as the options allow. The others get 421, a temporary refusal.</summary>
internal sealed partial class MailConnections(
    Socket listener,
    BodyShare memory,
    MailIntakeOptions options,
    MailCertificate certificate,
    TimeProvider clock,
    ILogger log
) : IEndpointListener, IEndpointListenerFactory
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(100);
    private static readonly byte[] TooMany = "421 4.7.0 too many connections, try again later\r\n"u8.ToArray();

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> clients = new(StringComparer.Ordinal);
    private int all;

    public IEndpointListener CreateListener(IEndpointDefinition endpointDefinition) => this;

    public async Task<ISecurableDuplexPipe> GetPipeAsync(ISessionContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = await Accept(cancellationToken);
            var client = socket.RemoteEndPoint is IPEndPoint remote ? ClientAddress.Key(remote.Address) : "";
            if (!Admit(client))
            {
                Log.TooMany(log, client);
                Refuse(socket);
                continue;
            }

            var connection = new MailConnection(socket, memory, options, certificate, clock, () => Remove(client));
            context.CommandExecuting += (_, e) =>
            {
                if (e.Command is SmtpServer.Protocol.DataCommand)
                    connection.BeginMessage();
            };
            context.CommandExecuted += (_, e) =>
            {
                if (e.Command is SmtpServer.Protocol.DataCommand)
                    connection.EndMessage();
            };
            return connection;
        }
    }

    public void Dispose() => listener.Dispose();

    private async Task<Socket> Accept(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                var socket = await listener.AcceptAsync(cancel);
                socket.NoDelay = true;
                return socket;
            }
            catch (SocketException) when (!cancel.IsCancellationRequested)
            {
                // The sender has hung up already, or the process has no more open files.
                await Task.Delay(AfterFault, clock, cancel);
            }
        }
    }

    private bool Admit(string client)
    {
        lock (gate)
        {
            if (all >= options.Connections || clients.GetValueOrDefault(client) >= options.ConnectionsPerClient)
                return false;
            all++;
            clients[client] = clients.GetValueOrDefault(client) + 1;
            return true;
        }
    }

    private void Remove(string client)
    {
        lock (gate)
        {
            all--;
            if (--clients[client] == 0)
                clients.Remove(client);
        }
    }

    private static void Refuse(Socket socket)
    {
        using (socket)
        {
            socket.Blocking = false; // Fits into the socket's buffer.
            socket.Send(TooMany, SocketFlags.None, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1341,
            Level = LogLevel.Warning,
            Message = "Client {Client} was refused: too many senders of emails (Pharos:AlertMail:Connections)"
        )]
        public static partial void TooMany(ILogger log, string client);
    }
}
