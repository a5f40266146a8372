using Pharos.Tests.Support;

[assembly: AssemblyFixture(typeof(FrozenServer))]

namespace Pharos.Tests.Support;

/// <summary>A shared server whose clock stands still, for tests about times; tests must not move the clock.</summary>
public sealed class FrozenServer : IAsyncLifetime
{
    /// <summary>What the clock says, in unix seconds.</summary>
    public const long Now = 1_780_000_000;

    private TestServer? server;

    public TestServer Server => server!;

    public Task<ApiClient> NewAccount() => Server.NewAccount();

    public async ValueTask InitializeAsync() =>
        server = await TestServer.Start(new TestClock(DateTimeOffset.FromUnixTimeSeconds(Now)));

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}
