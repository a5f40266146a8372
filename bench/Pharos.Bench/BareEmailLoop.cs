using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pharos.Bench;

/// <summary>
/// The minimum work to send emails: one prepared email again and again to the same sink.
/// </summary>
internal static class BareEmailLoop
{
    public static async Task Run(int port, byte[] email, int emails, int connections)
    {
        var next = 0;
        byte[] data = [.. email, .. ".\r\n"u8];
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async _ =>
                {
                    using var client = new TcpClient { NoDelay = true };
                    await client.ConnectAsync(IPAddress.Loopback, port);
                    var stream = client.GetStream();
                    var buffer = new byte[4096];
                    await ReadReplies(stream, buffer, 1);
                    await stream.WriteAsync("EHLO bench\r\n"u8.ToArray());
                    await ReadReplies(stream, buffer, 2);
                    while (Interlocked.Increment(ref next) is var i && i <= emails)
                    {
                        await stream.WriteAsync(
                            Encoding.ASCII.GetBytes(
                                $"MAIL FROM:<status@localhost>\r\nRCPT TO:<{i}@example.org>\r\nDATA\r\n"
                            )
                        );
                        await ReadReplies(stream, buffer, 3);
                        await stream.WriteAsync(data);
                        await ReadReplies(stream, buffer, 1);
                    }
                })
        );
    }

    private static async Task ReadReplies(NetworkStream stream, byte[] buffer, int lines)
    {
        while (lines > 0)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                throw new IOException("the sink closed the connection");
            lines -= buffer.AsSpan(0, read).Count((byte)'\n');
        }
    }
}
