using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pharos.Http.Connections;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http.Connections;

/// <summary>A client that stops sending cannot keep its connection for long.</summary>
[Trait("Runs", "Once")]
public sealed class DeadlineTests
{
    private readonly TestClock clock = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0")]
    public async Task A_connection_without_a_byte_ends_after_ten_seconds(string address)
    {
        await using var server = await TestServer.Start(clock, options => options.Urls = address);
        await using var connection = await RawConnection.Silent(server.Address);
        var closed = connection.IsClosed();
        await Accepted(server, 1);

        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(1, Open(server).Count);

        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(await closed);
        await Accepted(server, 0);
    }

    [Fact]
    public async Task A_connection_without_a_request_ends_thirty_seconds_after_its_first_byte()
    {
        await using var server = await TestServer.Start(clock);
        await using var late = await RawConnection.Open(server.Address);
        await using var tooLate = await RawConnection.Open(server.Address);
        await tooLate.Send("GET / HTTP/1.1\r\nHost: ");

        clock.Advance(TimeSpan.FromSeconds(29.9));
        await late.Send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Equal(200, (await late.ReadToEnd()).Status);

        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("", (await tooLate.ReadToEnd()).Text);
    }

    [Fact]
    public async Task The_deadline_of_the_first_request_does_not_end_a_connection_that_is_in_use()
    {
        await using var server = await TestServer.Start(clock);
        await using var connection = await RawConnection.Open(server.Address);
        await connection.Send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Equal(200, (await connection.ReadHead()).Status);

        clock.Advance(TimeSpan.FromMinutes(1));
        await connection.Send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.EndsWith("\"data\":{\"status\":\"ok\"}}", (await connection.ReadToEnd()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_stops_half_way_is_refused_after_thirty_seconds_and_its_connection_ends()
    {
        await using var server = await TestServer.Start(clock);
        var page = await SitePage.Create(await server.NewAccount());
        await using var connection = await RawConnection.Open(server.Address);
        await connection.Send(
            $"POST {page.Path}/subscribe HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail="
        );

        var (answer, seconds) = await AdvanceUntil(connection.ReadToEnd());

        Assert.Equal(400, answer.Status);
        Assert.Equal("close", answer.Header("Connection"));
        Assert.True(seconds >= 30, $"after {seconds} s");
    }

    [Fact]
    public async Task A_JSON_body_that_stops_half_way_is_refused()
    {
        await using var server = await TestServer.Start(clock);
        var api = await server.NewAccount();
        await using var connection = await RawConnection.Open(server.Address);
        await connection.Send(
            $"POST /status-page/create?app_key={api.Key} HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        );

        var (answer, seconds) = await AdvanceUntil(connection.ReadToEnd());

        Assert.Equal(400, answer.Status);
        Assert.Contains("The request arrived too slowly.", answer.Body, StringComparison.Ordinal);
        Assert.True(seconds >= 30, $"after {seconds} s");
    }

    [Fact]
    public async Task A_client_that_resets_a_connection_before_its_first_byte_leaves_nothing_in_the_log()
    {
        var log = new LogSink();
        await using var server = await TestServer.Start(clock, extend: services =>
            services.AddSingleton<ILoggerProvider>(log)
        );
        await using var connection = await RawConnection.Silent(server.Address);
        await Accepted(server, 1);

        connection.Reset();

        await Accepted(server, 0);
        Assert.Empty(log.Lines);
    }

    private static OpenConnections Open(TestServer server) => server.Services.GetRequiredService<OpenConnections>();

    private static Task Accepted(TestServer server, int connections) =>
        Eventually.True(() => Task.FromResult(Open(server).Count == connections), TimeSpan.FromSeconds(60));

    /// <summary>The server reads in its own time, so the clock moves on until it answers.</summary>
    private async Task<(RawAnswer Answer, int Seconds)> AdvanceUntil(Task<RawAnswer> answer)
    {
        var seconds = 0;
        await Eventually.True(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                seconds++;
                return Task.FromResult(answer.IsCompleted);
            },
            TimeSpan.FromSeconds(60)
        );
        return (await answer, seconds);
    }
}
