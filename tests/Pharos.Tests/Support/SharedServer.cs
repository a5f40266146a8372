using Pharos.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Pharos.Tests.Support;

/// <summary>The server that most tests share: each test has accounts of its own, so none sees another.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private TestServer? server;

    public TestServer Server => server!;

    public Task<ApiClient> NewAccount() => Server.NewAccount();

    public async ValueTask InitializeAsync() => server = await TestServer.Start();

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}
