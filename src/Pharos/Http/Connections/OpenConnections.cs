using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Pharos.Http.Connections;

/// <summary>
/// All open connections of the server. When a limit is reached, a new connection replaces the ones that are least
/// useful: first those that have not sent a request, the oldest first, then those without a request for longest. A
/// flood of silent connections therefore closes its own and not those of readers.
/// </summary>
internal sealed partial class OpenConnections : IDisposable
{
    /// <summary>When the server stops, how long clients may take to finish sending their requests.</summary>
    private static readonly TimeSpan StopReceiving = TimeSpan.FromSeconds(2);

    /// <summary>When the server stops, how long requests may take to be answered.</summary>
    private static readonly TimeSpan StopAnswering = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly HashSet<ClientConnection> connections = [];
    private readonly Dictionary<string, int> clients = new(StringComparer.Ordinal);
    private readonly ConnectionLimit limit;
    private readonly TrustedProxies proxies;
    private readonly ILogger<OpenConnections> log;
    private readonly CancellationTokenRegistration stopping;
    private readonly List<ITimer> timers = [];

    public OpenConnections(
        ConnectionLimit limit,
        TrustedProxies proxies,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        ILogger<OpenConnections> log
    )
    {
        (this.limit, this.proxies, Clock, this.log) = (limit, proxies, clock, log);
        stopping = lifetime.ApplicationStopping.Register(Stop);
    }

    public TimeProvider Clock { get; }

    public int Count
    {
        get
        {
            lock (gate)
                return connections.Count;
        }
    }

    /// <summary>
    /// Counts a new connection and closes others if a limit requires it. False if the connection must be closed,
    /// because the others are all in use.
    /// </summary>
    public bool Admit(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var client = address is null || proxies.IsTrustedOrLocal(address) ? null : ClientAddress.Key(address);
        List<ClientConnection> closed = [];
        bool admitted;
        lock (gate)
        {
            admitted = MakeRoom(client, closed);
            if (admitted)
            {
                var added = new ClientConnection(this, connection, client);
                connection.Features.Set(added);
                connections.Add(added);
                if (client is not null)
                    clients[client] = clients.GetValueOrDefault(client) + 1;
            }
        }

        foreach (var one in closed)
            one.Abort();
        return admitted;
    }

    public void Remove(ClientConnection connection)
    {
        lock (gate)
            Forget(connection);
    }

    public void Dispose()
    {
        stopping.Dispose();
        lock (gate)
        {
            foreach (var timer in timers)
                timer.Dispose();
        }
    }

    private bool MakeRoom(string? client, List<ClientConnection> closed)
    {
        if (client is not null && clients.GetValueOrDefault(client) >= limit.PerClient)
        {
            Log.ClientLimitReached(log, limit.PerClient, client);
            if (!CloseIdle(connections.Where(c => c.Client == client), limit.PerClient, closed))
                return false;
        }

        if (connections.Count < limit.Max)
            return true;
        Log.LimitReached(log, limit.Max);
        return CloseIdle(connections, limit.Max, closed);
    }

    /// <summary>Closes a twentieth of the limit at once, because choosing looks at every connection.</summary>
    private bool CloseIdle(IEnumerable<ClientConnection> among, int most, List<ClientConnection> closed)
    {
        var chosen = among
            .Where(c => c.IsIdle)
            .OrderBy(c => c.HasSentRequest)
            .ThenBy(c => c.IdleSince)
            .Take(1 + (most / 20))
            .ToList();
        // They no longer count, although their sockets close a moment later.
        chosen.ForEach(Forget);
        closed.AddRange(chosen);
        return chosen.Count > 0;
    }

    private void Forget(ClientConnection connection)
    {
        if (!connections.Remove(connection) || connection.Client is not { } client)
            return;
        if (clients[client] == 1)
            clients.Remove(client);
        else
            clients[client]--;
    }

    /// <summary>
    /// Kestrel closes idle connections when it stops, but waits for every other one. The services that stop after it
    /// need time too.
    /// </summary>
    private void Stop()
    {
        lock (gate)
        {
            timers.Add(Abort(StopReceiving, c => c.HasNoWholeRequest));
            timers.Add(Abort(StopAnswering, _ => true));
        }

        ITimer Abort(TimeSpan after, Func<ClientConnection, bool> which) =>
            Clock.CreateTimer(
                _ =>
                {
                    List<ClientConnection> chosen;
                    lock (gate)
                        chosen = [.. connections.Where(which)];
                    chosen.ForEach(c => c.Abort());
                },
                null,
                after,
                Timeout.InfiniteTimeSpan
            );
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 110,
            Level = LogLevel.Warning,
            Message = "The limit of {Limit} connections is reached (Pharos:Connections:Max); idle ones are closed"
        )]
        public static partial void LimitReached(ILogger log, int limit);

        [LoggerMessage(
            EventId = 111,
            Level = LogLevel.Warning,
            Message = "Client {Client} has reached the limit of {Limit} connections (Pharos:Connections:PerClient); "
                + "its idle ones are closed"
        )]
        public static partial void ClientLimitReached(ILogger log, int limit, string client);
    }
}

/// <param name="Max">Of all clients together.</param>
/// <param name="PerClient">Of one address, or one IPv6 /64.</param>
internal sealed record ConnectionLimit(int Max, int PerClient);
