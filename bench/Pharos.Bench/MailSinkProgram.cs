using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pharos.Bench;

/// <summary>
/// An SMTP server that takes every mail and keeps the first: as cheap as can be, so that what is measured is the
/// sender. Asked <c>COUNT</c>, it tells how many came and when, in unix milliseconds, the first and the last did.
/// </summary>
internal static class MailSinkProgram
{
    private static long count;
    private static long first;
    private static long last;

    public static async Task<int> Run(string firstMail)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(200);
        System.Console.WriteLine($"smtp on {((IPEndPoint)listener.LocalEndpoint).Port}");
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync();
            _ = Task.Run(() => Serve(client, firstMail));
        }
    }

    private static async Task Serve(TcpClient client, string firstMail)
    {
        using var owned = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        var buffer = new byte[256 << 10];
        var held = 0;
        var inData = false;
        await stream.WriteAsync("220 sink\r\n"u8.ToArray());
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(held));
                if (read == 0)
                    return;
                held += read;
                var answers = new StringBuilder();
                var used = 0;
                while (used < held)
                {
                    var rest = buffer.AsSpan(used, held - used);
                    if (inData)
                    {
                        var end = rest.IndexOf("\r\n.\r\n"u8);
                        if (end < 0)
                            break;
                        if (Interlocked.Increment(ref count) == 1)
                            File.WriteAllBytes(firstMail, rest[..(end + 2)].ToArray());
                        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                        Interlocked.CompareExchange(ref first, now, 0);
                        Volatile.Write(ref last, now);
                        used += end + 5;
                        inData = false;
                        answers.Append("250 taken\r\n");
                        continue;
                    }

                    var line = rest.IndexOf("\r\n"u8);
                    if (line < 0)
                        break;
                    answers.Append(Answer(rest[..line], ref inData));
                    used += line + 2;
                }

                buffer.AsSpan(used, held - used).CopyTo(buffer);
                held -= used;
                if (answers.Length > 0)
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answers.ToString()));
            }
        }
        catch (IOException)
        {
            // The sender is done.
        }
    }

    private static string Answer(ReadOnlySpan<byte> line, ref bool inData)
    {
        if (line.StartsWith("EHLO"u8))
            return "250-sink\r\n250 PIPELINING\r\n";
        if (line.StartsWith("DATA"u8))
        {
            inData = true;
            return "354 go on\r\n";
        }

        if (line.StartsWith("COUNT"u8))
            return string.Create(
                CultureInfo.InvariantCulture,
                $"250 {Volatile.Read(ref count)} {Volatile.Read(ref first)} {Volatile.Read(ref last)}\r\n"
            );
        if (line.StartsWith("FORGET"u8))
            (count, first, last) = (0, 0, 0);
        return "250 ok\r\n";
    }
}
