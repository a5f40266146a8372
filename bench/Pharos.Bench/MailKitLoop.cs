using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Pharos.Bench;

/// <summary>
/// Sends the same emails to the same sink with MailKit in its fastest setup: no Nagle delay, and one encoded message
/// object per connection for all recipients. MailKit pipelines MAIL and RCPT.
/// </summary>
internal static class MailKitLoop
{
    /// <returns>Processor time of this process per email, in microseconds.</returns>
    public static async Task<double> Run(int port, byte[] email, int emails, int connections)
    {
        var next = 0;
        var before = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        using var message = await MimeMessage.LoadAsync(new MemoryStream(email));
                        var sender = new MailboxAddress("", "status@localhost");
                        using var client = new SmtpClient();
                        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                        await socket.ConnectAsync(IPAddress.Loopback, port);
                        await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
                        while (Interlocked.Increment(ref next) is var i && i <= emails)
                        {
                            var to = new MailboxAddress(
                                "",
                                string.Create(CultureInfo.InvariantCulture, $"{i}@example.org")
                            );
                            await client.SendAsync(message, sender, [to]);
                        }

                        await client.DisconnectAsync(quit: true);
                    })
                )
        );
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / emails;
    }
}
