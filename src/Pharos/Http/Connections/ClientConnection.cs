using Microsoft.AspNetCore.Connections;

namespace Pharos.Http.Connections;

/// <summary>
/// One connection of a client, from its acceptance to its end. Kestrel's limits begin with the TLS handshake and apply
/// to each step alone; this adds what they leave out: the wait for the first byte, and the time until the first
/// request.
/// </summary>
internal sealed class ClientConnection : IDisposable
{
    /// <summary>How long a connection may stay open without a byte.</summary>
    public static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(10);

    /// <summary>The time from the first byte to the end of the first request's head, with the TLS handshake.</summary>
    public static readonly TimeSpan FirstRequest = TimeSpan.FromSeconds(30);

    private readonly OpenConnections all;
    private readonly ConnectionContext connection;
    private readonly ITimer deadline;
    private int requests;
    private int uploads;

    public ClientConnection(OpenConnections all, ConnectionContext connection, string? client)
    {
        (this.all, this.connection, Client) = (all, connection, client);
        IdleSince = all.Clock.GetTimestamp();
        deadline = all.Clock.CreateTimer(
            static self => ((ClientConnection)self!).Abort(),
            this,
            FirstByte,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>The client as limits count it; null if it has no limit.</summary>
    public string? Client { get; }

    /// <summary>Whether a complete request head has arrived.</summary>
    public bool HasSentRequest { get; private set; }

    /// <summary>When the last request ended; before the first one, when the connection was accepted.</summary>
    public long IdleSince { get; private set; }

    /// <summary>Whether no request is being received or answered.</summary>
    public bool IsIdle => Volatile.Read(ref requests) == 0;

    /// <summary>Whether no request that has arrived completely is being answered.</summary>
    public bool HasNoWholeRequest => Volatile.Read(ref requests) == Volatile.Read(ref uploads);

    public void FirstByteArrived() => deadline.Change(FirstRequest, Timeout.InfiniteTimeSpan);

    public void BeginRequest()
    {
        Interlocked.Increment(ref requests);
        if (HasSentRequest)
            return;
        HasSentRequest = true;
        deadline.Dispose();
    }

    public void EndRequest()
    {
        IdleSince = all.Clock.GetTimestamp();
        Interlocked.Decrement(ref requests);
    }

    /// <summary>The body of a request is being received.</summary>
    public void BeginUpload() => Interlocked.Increment(ref uploads);

    public void EndUpload() => Interlocked.Decrement(ref uploads);

    /// <summary>Closes the socket at once.</summary>
    public void Abort() => connection.Abort(new ConnectionAbortedException("closed by a limit of the server"));

    /// <summary>The connection has ended.</summary>
    public void Dispose()
    {
        deadline.Dispose();
        all.Remove(this);
    }
}
