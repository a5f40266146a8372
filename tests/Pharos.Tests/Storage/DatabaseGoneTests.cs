using System.Net;
using Npgsql;
using Pharos.Tests.Support;

namespace Pharos.Tests.Storage;

/// <summary>The database goes away under a running server, and comes back.</summary>
public sealed class DatabaseGoneTests
{
    [Fact]
    public async Task Without_its_database_a_server_says_so_and_recovers_by_itself()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        var (pageId, components) = await api.NewPage("API");
        var changeId = await api.NewIncident(pageId, components[0]);
        Assert.Equal(HttpStatusCode.OK, (await Info()).Status);
        Assert.Equal(HttpStatusCode.OK, (await Health("/readyz")).Status);

        await using (await Outage(server))
        {
            await Eventually.True(async () => (await Health("/readyz")).Status == HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10));
            for (var i = 0; i < 20; i++)
            {
                AssertUnavailable(await api.Get("/status-page/info", ("page_id", pageId)));
                AssertUnavailable(await api.Post("/status-page/change/update", new { page_id = pageId, change_id = changeId, title = "lost" }));
                AssertUnavailable(await new ApiClient(server.Http, new string('a', 40), api.Caller, "").Get("/status-page/list"));
            }

            AssertUnavailable(await Health("/readyz"));
            Assert.Equal(HttpStatusCode.OK, (await Health("/healthz")).Status);
        }

        await Eventually.True(async () => (await Health("/readyz")).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10));
        await Eventually.True(async () => (await Info()).Status == HttpStatusCode.OK, TimeSpan.FromSeconds(10));
        Assert.Equal("Slow answers", (await Info()).Data["title"]!.GetValue<string>());
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.Post("/status-page/change/update", new { page_id = pageId, change_id = changeId, title = $"{i}" })).Status);
            Assert.Equal($"{i}", (await Info()).Data["title"]!.GetValue<string>());
        }

        Task<ApiAnswer> Info() => api.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId));
        Task<ApiAnswer> Health(string path) => api.Send(new HttpRequestMessage(HttpMethod.Get, path));
    }

    private static void AssertUnavailable(ApiAnswer answer)
    {
        answer.IsError("ServiceUnavailable");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    private static async Task<IAsyncDisposable> Outage(TestServer server) =>
        server.ConnectionString is { } connectionString ? await ClosedDatabase.Close(connectionString) : new HiddenFile(server);

    /// <summary>PostgreSQL lets nobody into the database, and throws out who is in it.</summary>
    private sealed class ClosedDatabase(string name) : IAsyncDisposable
    {
        public static async Task<ClosedDatabase> Close(string connectionString)
        {
            var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
            await Execute($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
            await Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            return new ClosedDatabase(name);
        }

        public async ValueTask DisposeAsync() => await Execute($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");

        private static async Task Execute(string sql)
        {
            await using var connection = new NpgsqlConnection(TestDatabase.Postgres);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>A folder stands where SQLite's file was, as when a volume is not mounted.</summary>
    private sealed class HiddenFile : IAsyncDisposable
    {
        private readonly string path;
        private readonly Microsoft.Data.Sqlite.SqliteConnection pool;

        public HiddenFile(TestServer server)
        {
            path = Path.Combine(server.Folder, "pharos.db");
            using var db = server.Store.Databases.CreateDbContext();
            pool = new Microsoft.Data.Sqlite.SqliteConnection(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetConnectionString(db.Database));
            foreach (var file in Files)
            {
                if (File.Exists(path + file))
                    File.Move(path + file, path + ".hidden" + file);
            }

            Directory.CreateDirectory(path);
            // Open connections would go on with the file that they have open.
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool(pool);
        }

        private static string[] Files => ["", "-wal", "-shm"];

        public ValueTask DisposeAsync()
        {
            Directory.Delete(path);
            foreach (var file in Files)
            {
                if (File.Exists(path + ".hidden" + file))
                    File.Move(path + ".hidden" + file, path + file);
            }

            pool.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
