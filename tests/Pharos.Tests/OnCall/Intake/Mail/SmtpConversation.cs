using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Pharos.Tests.OnCall.Intake.Mail;

/// <summary>A connection that says to an SMTP server what no mail program would.</summary>
internal sealed class SmtpConversation : IDisposable
{
    private readonly TcpClient tcp = new();
    private Stream stream = Stream.Null;
    private StreamReader reader = StreamReader.Null;

    /// <summary>Connects and reads the greeting.</summary>
    public static async Task<(SmtpConversation Smtp, string Greeting)> Open(int port)
    {
        var conversation = new SmtpConversation();
        await conversation.tcp.ConnectAsync(IPAddress.Loopback, port);
        conversation.stream = conversation.tcp.GetStream();
        conversation.reader = new StreamReader(conversation.stream, Encoding.Latin1);
        return (conversation, await conversation.Read() ?? "");
    }

    /// <summary>Sends a line; the last line of the answer.</summary>
    public async Task<string?> Say(string line)
    {
        await Send(line + "\r\n");
        return await Read();
    }

    public async Task Send(string latin1) => await stream.WriteAsync(Encoding.Latin1.GetBytes(latin1));

    /// <summary>The last line of the next answer; null if the server has closed the connection.</summary>
    public async Task<string?> Read()
    {
        try
        {
            string? line;
            do line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            while (line is { Length: > 3 } && line[3] == '-');
            return line;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Begins a message to this recipient; the answer to DATA.</summary>
    public async Task<string?> BeginMessage(string to)
    {
        await Say("EHLO test");
        await Say("MAIL FROM:<nagios@example.com>");
        await Say($"RCPT TO:<{to}>");
        return await Say("DATA");
    }

    public async Task StartTls()
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        (stream, reader) = (tls, new StreamReader(tls, Encoding.Latin1));
    }

    public void Dispose()
    {
        reader.Dispose();
        tcp.Dispose();
    }
}
