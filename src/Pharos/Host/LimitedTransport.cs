using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Pharos.Http.Connections;

namespace Pharos.Host;

/// <summary>
/// Kestrel's sockets, with every connection counted as it is accepted. Connection middleware would be too late: it runs
/// on the thread pool, and by then a burst can have used up the process's open files. Kestrel's own limit counts each
/// address that it listens on apart.
/// </summary>
internal sealed class LimitedTransport(SocketTransportFactory sockets, OpenConnections open)
    : IConnectionListenerFactory,
        IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint,
        CancellationToken cancellationToken = default
    ) => new Listener(await sockets.BindAsync(endpoint, cancellationToken), open);

    private sealed class Listener(IConnectionListener inner, OpenConnections open) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken) is { } connection)
            {
                if (open.Admit(connection))
                    return connection;
                connection.Abort(new ConnectionAbortedException("too many connections"));
                await connection.DisposeAsync();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) =>
            inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
