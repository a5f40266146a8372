using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http.Health;

/// <summary>Probes of service managers, load balancers and uptime checkers.</summary>
public sealed class HealthTests
{
    public static TheoryData<string> Probes => ["/healthz", "/readyz"];

    [Theory]
    [MemberData(nameof(Probes))]
    [Trait("Runs", "Once")]
    public async Task A_probe_from_the_machine_itself_or_the_proxy_needs_no_HTTPS(string path)
    {
        await using var server = await TestServer.Start(configure: options =>
            (options.Urls, options.TrustedProxies) = ("http://127.0.0.1:0", "127.0.0.1")
        );
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            Assert.Equal(HttpStatusCode.OK, await Status(method, null));
            // A visitor's request that the proxy took over plain HTTP.
            Assert.Equal(HttpStatusCode.Forbidden, await Status(method, "192.0.2.1"));
        }

        async Task<HttpStatusCode> Status(HttpMethod method, string? forwardedFor)
        {
            using var message = new HttpRequestMessage(method, path);
            if (forwardedFor is not null)
                message.Headers.Add("X-Forwarded-For", forwardedFor);
            using var response = await server.Http.SendAsync(message);
            return response.StatusCode;
        }
    }

    [Fact]
    [Trait("Runs", "Once")]
    public async Task Only_probes_are_answered_over_plain_HTTP()
    {
        await using var server = await TestServer.Start(configure: options => options.Urls = "http://127.0.0.1:0");
        foreach (var path in (string[])["/", "/healthz/x", "/openapi.json", "/console", "/s/healthz", "/nowhere"])
            Assert.Equal(HttpStatusCode.Forbidden, (await server.Http.GetAsync(path)).StatusCode);
    }

    [Fact]
    [Trait("Runs", "Once")]
    public async Task Every_address_that_answers_GET_answers_HEAD()
    {
        await using var server = await TestServer.Start();
        var withoutHead = server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e =>
                e.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: var methods }
                && methods.Contains("GET")
                && !methods.Contains("HEAD")
            )
            .Select(e => e.RoutePattern.RawText);
        Assert.Empty(withoutHead);

        var api = await server.NewAccount();
        var (pageId, _) = await api.NewPage();
        foreach (
            var path in (string[])
                [
                    "/healthz",
                    "/readyz",
                    "/openapi.json",
                    $"/status-page/list?app_key={api.Key}",
                    $"/status-page/info?app_key={api.Key}&page_id={pageId}",
                ]
        )
        {
            using var get = await server.Http.GetAsync(path);
            using var message = new HttpRequestMessage(HttpMethod.Head, path);
            using var head = await server.Http.SendAsync(message);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (get.StatusCode, head.StatusCode));
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_server_whose_database_refuses_writes_is_not_ready_and_says_why()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.Start(clock);
        var api = await server.NewAccount();
        Assert.Equal(HttpStatusCode.OK, (await Ready()).Status);

        await using (await RefuseWrites(server))
        {
            // The last successful write counts for five seconds.
            clock.Advance(TimeSpan.FromSeconds(4.9));
            Assert.Equal(HttpStatusCode.OK, (await Ready()).Status);
            clock.Advance(TimeSpan.FromSeconds(0.1));
            var answer = await Ready();
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (answer.Status, answer.Code));
            Assert.Contains(
                TestDatabase.IsPostgres ? "the database is read-only" : "another program has locked the database",
                answer.Message,
                StringComparison.Ordinal
            );
        }

        await Eventually.True(async () => (await Ready()).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(60));

        Task<ApiAnswer> Ready() => api.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
    }

    /// <summary>Another program locks the file; PostgreSQL lets new transactions only read.</summary>
    private static async Task<IAsyncDisposable> RefuseWrites(TestServer server)
    {
        if (server.ConnectionString is not { } connectionString)
        {
            var sqlite = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = Path.Combine(server.Folder, "pharos.db"),
                    Pooling = false,
                }.ToString()
            );
            await sqlite.OpenAsync();
            await using var lockFile = sqlite.CreateCommand();
            lockFile.CommandText = "BEGIN IMMEDIATE";
            await lockFile.ExecuteNonQueryAsync();
            return sqlite;
        }

        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        await OnlyRead(settings.Database!, "on");
        return new Again(settings.Database!);
    }

    private static async Task OnlyRead(string database, string state)
    {
        await using var connection = new NpgsqlConnection(TestDatabase.Postgres);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            ALTER DATABASE {database} SET default_transaction_read_only = {state};
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}';
            """;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Again(string database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await OnlyRead(database, "off");
    }
}
