using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pharos.Bench;

/// <summary>
/// An SMTP server that accepts every email and stores the first. It does as little work as possible, so that the sender
/// is measured. <c>COUNT</c> returns the number of emails and the times of the first and the last, in unix
/// milliseconds; <c>RESET</c> resets them.
/// </summary>
internal static class EmailSinkProgram
{
    private static long count;
    private static long first;
    private static long last;

    public static async Task<int> Run(string firstEmail)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(200);
        System.Console.WriteLine($"smtp on {((IPEndPoint)listener.LocalEndpoint).Port}");
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync();
            _ = Task.Run(() => Serve(client, firstEmail));
        }
    }

    private static async Task Serve(TcpClient client, string firstEmail)
    {
        using var connection = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        var buffer = new byte[256 << 10];
        var buffered = 0;
        var inData = false;
        await stream.WriteAsync("220 sink\r\n"u8.ToArray());
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(buffered));
                if (read == 0)
                    return;
                buffered += read;
                var replies = new StringBuilder();
                var consumed = 0;
                while (consumed < buffered)
                {
                    var rest = buffer.AsSpan(consumed, buffered - consumed);
                    if (inData)
                    {
                        var end = rest.IndexOf("\r\n.\r\n"u8);
                        if (end < 0)
                            break;
                        if (Interlocked.Increment(ref count) == 1)
                            File.WriteAllBytes(firstEmail, rest[..(end + 2)].ToArray());
                        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                        Interlocked.CompareExchange(ref first, now, 0);
                        Volatile.Write(ref last, now);
                        consumed += end + 5;
                        inData = false;
                        replies.Append("250 ok\r\n");
                        continue;
                    }

                    var line = rest.IndexOf("\r\n"u8);
                    if (line < 0)
                        break;
                    replies.Append(Reply(rest[..line], ref inData));
                    consumed += line + 2;
                }

                buffer.AsSpan(consumed, buffered - consumed).CopyTo(buffer);
                buffered -= consumed;
                if (replies.Length > 0)
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(replies.ToString()));
            }
        }
        catch (IOException)
        {
            // The sender has disconnected.
        }
    }

    private static string Reply(ReadOnlySpan<byte> line, ref bool inData)
    {
        if (line.StartsWith("EHLO"u8))
            return "250-sink\r\n250 PIPELINING\r\n";
        if (line.StartsWith("DATA"u8))
        {
            inData = true;
            return "354 continue\r\n";
        }

        if (line.StartsWith("COUNT"u8))
            return string.Create(
                CultureInfo.InvariantCulture,
                $"250 {Volatile.Read(ref count)} {Volatile.Read(ref first)} {Volatile.Read(ref last)}\r\n"
            );
        if (line.StartsWith("RESET"u8))
            (count, first, last) = (0, 0, 0);
        return "250 ok\r\n";
    }
}
