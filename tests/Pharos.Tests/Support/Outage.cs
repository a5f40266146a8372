using Npgsql;

namespace Pharos.Tests.Support;

/// <summary>Takes a running server's database away.</summary>
public static class Outage
{
    /// <summary>Until it is disposed of.</summary>
    public static async Task<IAsyncDisposable> Begin(TestServer server) =>
        server.ConnectionString is { } connectionString
            ? await ClosedDatabase.Close(connectionString)
            : new HiddenFile(server);

    /// <summary>PostgreSQL refuses connections to the database, and ends those that exist.</summary>
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
            pool = new Microsoft.Data.Sqlite.SqliteConnection(
                Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetConnectionString(db.Database)
            );
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
