namespace Pharos.Tests.Support;

/// <summary>
/// A server for one class of tests: all tests are one client, so what is guessed here must close no door to the others.
/// </summary>
public sealed class OwnServer : IAsyncLifetime
{
    private TestServer? server;

    public TestServer Server => server!;

    public async ValueTask InitializeAsync() => server = await TestServer.Start();

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}
