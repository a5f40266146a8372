using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pharos.Tests.Support;

/// <summary>A mail as it came over the wire.</summary>
/// <param name="Data">With header, dots no longer doubled.</param>
public sealed record SunkMail(string From, string To, string Data)
{
    public string Header(string name)
    {
        var head = Data[..Data.IndexOf("\r\n\r\n", StringComparison.Ordinal)]
            .Replace("\r\n ", " ", StringComparison.Ordinal)
            .Replace("\r\n\t", " ", StringComparison.Ordinal);
        return head.Split("\r\n")
            .FirstOrDefault(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 2)..]
            ?? "";
    }

    /// <summary>The body of one form, decoded: <c>text/plain</c> or <c>text/html</c>.</summary>
    public string Body(string type)
    {
        var part = Data[Data.IndexOf("Content-Type: " + type, StringComparison.Ordinal)..];
        var begin = part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var encoded = part[begin..part.IndexOf("\r\n--=_", begin, StringComparison.Ordinal)]
            .Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '=')
            {
                bytes.Add(Convert.ToByte(encoded.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
                bytes.Add((byte)encoded[i]);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

/// <summary>A real SMTP listener on loopback that keeps what it gets.</summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<TcpClient> clients = [];
    private readonly SemaphoreSlim arrived = new(0);
    private Task accepting = Task.CompletedTask;

    /// <param name="isUp">
    /// Whether it listens; otherwise it holds its port, so that no other listener can take it, and refuses connections
    /// until <see cref="Open"/>.
    /// </param>
    public MailSink(bool isUp = true)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        if (isUp)
            Open();
    }

    public int Port { get; }

    /// <summary>In the order they were taken.</summary>
    public ConcurrentQueue<SunkMail> Mails { get; } = new();

    /// <summary>The reply to a recipient: null takes it; otherwise such as <c>550 no such user</c>.</summary>
    public Func<string, string?> Recipient { get; set; } = _ => null;

    /// <summary>The reply to a whole mail: null takes it.</summary>
    public Func<string, string?> Whole { get; set; } = _ => null;

    /// <summary>Waits before a recipient is answered.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Waits, with the whole mail there, before it is taken.</summary>
    public Func<string, Task> BeforeTaken { get; set; } = _ => Task.CompletedTask;

    /// <summary>After so many mails a connection is ended with a 421.</summary>
    public int MostOnOne { get; init; } = int.MaxValue;

    public bool Pipelines { get; init; } = true;

    /// <summary>Certificate for STARTTLS, or for TLS from the start with <see cref="ImplicitTls"/>.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Speaks TLS from the first byte, as port 465 does.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Authentication mechanisms that EHLO lists; empty offers no authentication.</summary>
    public string Mechanisms { get; init; } = "PLAIN";

    /// <summary>
    /// The credentials of the last authentication, as <c>\0user\0password</c>; null before the first one.
    /// </summary>
    public string? SignedIn { get; private set; }

    /// <summary>The mechanism of the last authentication.</summary>
    public string? Mechanism { get; private set; }

    /// <summary>Connections accepted so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Starts to listen.</summary>
    public void Open()
    {
        listener.Listen(200);
        accepting = Accept();
    }

    /// <summary>All mails once there are as many.</summary>
    public async Task<IReadOnlyList<SunkMail>> WaitFor(int count, TimeSpan? atMost = null)
    {
        using var patience = new CancellationTokenSource(atMost ?? TimeSpan.FromSeconds(60), TimeProvider.System);
        try
        {
            while (Mails.Count < count)
                await arrived.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{Mails.Count} mails came, {count} were expected");
        }

        return [.. Mails];
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        foreach (var client in clients)
            client.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        arrived.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = new TcpClient { Client = await listener.AcceptAsync(stop.Token) };
            }
            catch (Exception fault)
                when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            Connections++;
            clients.Add(client);
            _ = Serve(client);
        }
    }

    private static string Decode(string? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64 ?? ""));

    private async Task<SslStream> Encrypt(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(Certificate!);
        return encrypted;
    }

    private async Task Serve(TcpClient client)
    {
        try
        {
            client.NoDelay = true;
            Stream stream = client.GetStream();
            if (ImplicitTls)
                stream = await Encrypt(stream);
            var reader = new StreamReader(stream, Encoding.Latin1, bufferSize: 65536);
            var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink ESMTP");
            var (from, to, taken) = ("", "", 0);
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await writer.WriteAsync(
                            "250-sink\r\n"
                                + (Pipelines ? "250-PIPELINING\r\n" : "")
                                + (Certificate is not null && stream is not SslStream ? "250-STARTTLS\r\n" : "")
                                + (Mechanisms.Length > 0 ? $"250-AUTH {Mechanisms}\r\n" : "")
                                + "250 HELP\r\n"
                        );
                        break;
                    case "STARTTLS":
                        await writer.WriteLineAsync("220 go ahead");
                        stream = await Encrypt(stream);
                        reader = new StreamReader(stream, Encoding.Latin1, bufferSize: 65536);
                        writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                        break;
                    case "AUTH":
                        Mechanism = line.Split(' ')[1];
                        if (!Mechanisms.Split(' ').Contains(Mechanism))
                        {
                            await writer.WriteLineAsync("504 not offered");
                            break;
                        }

                        if (Mechanism == "LOGIN")
                        {
                            await writer.WriteLineAsync("334 VXNlcm5hbWU6");
                            var user = Decode(await reader.ReadLineAsync(stop.Token));
                            await writer.WriteLineAsync("334 UGFzc3dvcmQ6");
                            SignedIn = $"\0{user}\0{Decode(await reader.ReadLineAsync(stop.Token))}";
                        }
                        else
                            SignedIn = Decode(line.Split(' ')[^1]);
                        await writer.WriteLineAsync(
                            SignedIn.EndsWith("wrong", StringComparison.Ordinal) ? "535 no" : "235 welcome"
                        );
                        break;
                    case "MAIL" when taken >= MostOnOne:
                        await writer.WriteLineAsync("421 that is enough");
                        return;
                    case "MAIL":
                        from = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                        to = "";
                        await writer.WriteLineAsync("250 ok");
                        break;
                    case "RCPT":
                        var recipient = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                        await Before(recipient);
                        var refusal = Recipient(recipient);
                        to = refusal is null ? recipient : "";
                        await writer.WriteLineAsync(refusal ?? "250 ok");
                        if (refusal?.StartsWith("421", StringComparison.Ordinal) == true)
                            return;
                        break;
                    case "DATA" when to.Length == 0:
                        await writer.WriteLineAsync("503 no recipient");
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        var data = new StringBuilder();
                        while (await reader.ReadLineAsync(stop.Token) is var text && text != ".")
                        {
                            // The client hung up before the end of the email: a mail server drops it.
                            if (text is null)
                                return;
                            data.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                        }

                        await BeforeTaken(to);
                        if (Whole(to) is { } no)
                        {
                            await writer.WriteLineAsync(no);
                            break;
                        }

                        taken++;
                        Mails.Enqueue(new SunkMail(from, to, data.ToString()));
                        arrived.Release();
                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 bye");
                        return;
                    default:
                        await writer.WriteLineAsync("250 ok");
                        break;
                }
            }
        }
        catch (Exception fault)
            when (fault
                    is IOException
                        or OperationCanceledException
                        or ObjectDisposedException
                        or SocketException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // The client went away, or we did.
        }
        finally
        {
            client.Dispose();
        }
    }
}
