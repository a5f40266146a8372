using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Pharos.Tests.Support;

/// <summary>A connection that sends bytes which no HTTP client would send, or stops sending half-way.</summary>
public sealed class RawConnection : IAsyncDisposable
{
    private readonly TcpClient tcp = new();
    private Stream stream = Stream.Null;

    /// <summary>Connects without sending a byte.</summary>
    public static async Task<RawConnection> Silent(Uri server)
    {
        var connection = new RawConnection();
        await connection.tcp.ConnectAsync(IPAddress.Loopback, server.Port);
        connection.stream = connection.tcp.GetStream();
        return connection;
    }

    /// <summary>Connects and completes the TLS handshake.</summary>
    public static async Task<RawConnection> Open(Uri server)
    {
        var connection = await Silent(server);
        await connection.StartTls();
        return connection;
    }

    /// <summary>Sends bytes over a connection of their own; what the server answers until it closes it.</summary>
    /// <param name="latin1">One character for each byte.</param>
    public static async Task<RawAnswer> Exchange(Uri server, string latin1)
    {
        await using var connection = await Open(server);
        await connection.Send(latin1);
        return await connection.ReadToEnd();
    }

    public async Task StartTls()
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        stream = tls;
    }

    /// <param name="latin1">One character for each byte.</param>
    public async Task Send(string latin1)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(latin1));
        await stream.FlushAsync();
    }

    /// <summary>Closes the connection with a reset (RST).</summary>
    public void Reset() => tcp.Client.Close(0);

    /// <summary>Reads a response without a body.</summary>
    public async Task<RawAnswer> ReadHead()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
            head.Append((char)one[0]);
        return new RawAnswer(head.ToString());
    }

    public async Task<RawAnswer> ReadToEnd()
    {
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all);
        }
        catch (IOException)
        {
            // The server has reset the connection.
        }

        return new RawAnswer(Encoding.UTF8.GetString(all.ToArray()));
    }

    /// <summary>Whether the server has closed the connection, or closes it before it sends anything.</summary>
    public async Task<bool> IsClosed()
    {
        try
        {
            return await stream.ReadAsync(new byte[1]) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await stream.DisposeAsync();
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The connection has been reset.
        }

        tcp.Dispose();
    }
}

/// <summary>The bytes that a server sent, usually one response.</summary>
public sealed record RawAnswer(string Text)
{
    /// <summary>The status; 0 without a response.</summary>
    public int Status => Text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? Number(Text[9..12]) : 0;

    public string Body => Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    /// <summary>The value of a header; null if it is absent.</summary>
    public string? Header(string name) =>
        Text.Split("\r\n\r\n")[0]
            .Split("\r\n")
            .Select(line => line.Split(": ", 2))
            .FirstOrDefault(parts => parts[0].Equals(name, StringComparison.OrdinalIgnoreCase))
            ?[1];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
