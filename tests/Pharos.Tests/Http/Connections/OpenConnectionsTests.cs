using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Pharos.Host;
using Pharos.Http;
using Pharos.Http.Connections;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http.Connections;

[Trait("Runs", "Once")]
public sealed class OpenConnectionsTests
{
    private readonly TestClock clock = new();

    [Fact]
    public async Task At_the_limit_silent_connections_make_room_and_a_page_still_arrives()
    {
        await using var server = await TestServer.Start(configure: options => options.Connections.Max = 10);
        List<RawConnection> silent = [];
        for (var i = 0; i < 30; i++)
            silent.Add(await RawConnection.Silent(server.Address));

        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/healthz")).StatusCode);

        Assert.InRange(server.Services.GetRequiredService<OpenConnections>().Count, 1, 10);
        foreach (var connection in silent)
            await connection.DisposeAsync();
    }

    [Fact]
    public void The_oldest_connection_without_a_request_is_closed_first_then_the_one_idle_for_longest()
    {
        var open = Create(max: 4, perClient: 4);
        var (used, busy) = (Accept(open, "192.0.2.1"), Accept(open, "192.0.2.2"));
        var (old, young) = (Accept(open, "192.0.2.3"), Accept(open, "192.0.2.4"));
        Client(used).BeginRequest();
        Client(used).EndRequest();
        Client(busy).BeginRequest();

        Accept(open, "192.0.2.5");
        Assert.Equal([false, false, true, false], Closed(used, busy, old, young));
        Accept(open, "192.0.2.6");
        Assert.Equal([false, false, true, true], Closed(used, busy, old, young));
        Client(Accept(open, "192.0.2.7")).BeginRequest();
        Client(Accept(open, "192.0.2.8")).BeginRequest();
        Client(Accept(open, "192.0.2.9")).BeginRequest();
        Assert.Equal([true, false], Closed(used, busy));

        // All are in use now.
        Assert.False(open.Admit(Connection("192.0.2.10")));
        Assert.Equal(4, open.Count);
    }

    [Fact]
    public void A_client_at_its_limit_closes_its_own_connections_only()
    {
        var open = Create(max: 100, perClient: 2);
        var other = Accept(open, "192.0.2.1");
        var mine = Accept(open, "2001:db8:1:2::1");
        Accept(open, "2001:db8:1:2:ffff::9");
        Accept(open, "2001:db8:1:3::1");

        Accept(open, "2001:db8:1:2::5");

        Assert.Equal([false, true], Closed(other, mine));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("::ffff:10.1.2.3")]
    public void A_proxy_and_this_machine_have_no_limit_of_their_own(string address)
    {
        var open = Create(max: 100, perClient: 2);
        var connections = Enumerable.Range(0, 20).Select(_ => Accept(open, address)).ToArray();

        Assert.DoesNotContain(true, Closed(connections));
    }

    [Fact]
    public void A_closed_connection_counts_no_longer()
    {
        var open = Create(max: 10, perClient: 2);
        for (var i = 0; i < 50; i++)
        {
            var connection = Accept(open, "192.0.2.1");
            Client(connection).BeginRequest();
            Client(connection).Dispose();
        }

        Assert.Equal(0, open.Count);
    }

    [Theory]
    [InlineData(null, 1024L, 524)]
    [InlineData(null, 20_000L, 10_000)]
    [InlineData(null, null, 10_000)]
    [InlineData(50_000, 1_048_576L, 50_000)]
    [InlineData(50_000, 1024L, 524)]
    [InlineData(null, 256L, 50)]
    public void The_limit_leaves_500_of_the_processs_files(int? configured, long? files, int expected) =>
        Assert.Equal(expected, OpenFileLimit.Connections(configured, files));

    private OpenConnections Create(int max, int perClient) =>
        new(
            new ConnectionLimit(max, perClient),
            TrustedProxies.Parse("10.0.0.0/8"),
            clock,
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            NullLogger<OpenConnections>.Instance
        );

    private TestConnection Accept(OpenConnections open, string address)
    {
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var connection = Connection(address);
        Assert.True(open.Admit(connection));
        return connection;
    }

    private static TestConnection Connection(string address) =>
        new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 50_000) };

    private static ClientConnection Client(TestConnection connection) => connection.Features.Get<ClientConnection>()!;

    private static bool[] Closed(params TestConnection[] connections) => [.. connections.Select(c => c.IsClosed)];

    private sealed class TestConnection : DefaultConnectionContext
    {
        public bool IsClosed { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsClosed = true;
    }
}
