using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using Pharos.Database;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

/// <summary>Waits for SQLite's single writer, and its write-ahead log.</summary>
[Trait("Runs", "Once")]
public sealed class SqliteWaitTests
{
    [Fact]
    public async Task Writers_behind_another_programs_lock_all_fail_when_their_own_time_is_up_and_reads_go_on()
    {
        await using var server = await TestServer.Start(configure: options => options.WriteWaitSeconds = 2);
        var api = await server.NewAccount();
        var watch = Stopwatch.StartNew();
        ApiAnswer[] answers;
        await using (var other = await Open(server))
        {
            await Execute(other, "BEGIN IMMEDIATE");
            var writes = Enumerable
                .Range(0, 6)
                .Select(i => api.Post("/team/upsert", new { team_name = $"Team {i}" }))
                .ToList();
            Assert.Equal(HttpStatusCode.OK, (await api.Post("/team/list", "{}")).Status);
            answers = await Task.WhenAll(writes);
            await Execute(other, "ROLLBACK");
        }

        Assert.All(answers, a => a.IsError("ServiceUnavailable"));
        Assert.All(answers, a => Assert.NotNull(a.Headers.RetryAfter));
        // One after the other they would take twelve seconds.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 9);
        Assert.Equal(HttpStatusCode.OK, (await api.Post("/team/upsert", new { team_name = "Later" })).Status);
    }

    [Fact]
    public async Task A_writer_gets_its_turn_when_the_other_program_is_done()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        await using var other = await Open(server);
        await Execute(other, "BEGIN IMMEDIATE");
        var write = api.Post("/team/upsert", new { team_name = "Backend" });
        // The write is in the queue by the time that a read sent after it is answered; if not, it waits for nothing.
        await api.Post("/team/list", "{}");

        await Execute(other, "COMMIT");

        Assert.Equal(HttpStatusCode.OK, (await write).Status);
    }

    [Fact]
    public async Task The_write_ahead_log_shrinks_again_after_it_has_grown()
    {
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        var log = new FileInfo(DataFolder.DatabaseFile(server.Folder) + "-wal");
        await using (var other = await Open(server))
        {
            await Execute(other, "CREATE TABLE large (x BLOB)");
            await Execute(
                other,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24) "
                    + "INSERT INTO large SELECT randomblob(1 << 20) FROM n"
            );
        }

        log.Refresh();
        Assert.InRange(log.Length, SqliteDatabase.MaxIdleLogBytes + 1, long.MaxValue);
        await Eventually.True(
            async () =>
            {
                _ = (await api.Post("/team/upsert", new { team_name = Guid.NewGuid().ToString("N") })).Data;
                log.Refresh();
                return log.Length <= SqliteDatabase.MaxIdleLogBytes;
            },
            TimeSpan.FromSeconds(30)
        );
    }

    private static async Task<SqliteConnection> Open(TestServer server)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = DataFolder.DatabaseFile(server.Folder),
                Pooling = false,
            }.ToString()
        );
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
