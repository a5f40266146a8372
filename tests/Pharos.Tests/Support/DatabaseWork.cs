using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Pharos.Database;

namespace Pharos.Tests.Support;

/// <summary>
/// Counts what a server's database does for the queries asked through it, so that a test can tell how a cost grows
/// without a stopwatch. SQLite counts steps of its machine, PostgreSQL the rows that its plans touch.
/// </summary>
public sealed class DatabaseWork
{
    private readonly DbContextOptions<PharosDb> options;

    public DatabaseWork(TestServer server)
    {
        var builder = new DbContextOptionsBuilder<PharosDb>();
        server.Store.Database.Configure(builder);
        options = builder.AddInterceptors(new Steps(this), new Rows(this)).Options;
        Databases = new PooledDbContextFactory<PharosDb>(options);
    }

    public IDbContextFactory<PharosDb> Databases { get; }

    /// <summary>Steps or rows touched since <see cref="Reset"/>.</summary>
    public long Done { get; private set; }

    /// <summary>Rows that came back since <see cref="Reset"/>.</summary>
    public int RowsRead { get; private set; }

    /// <summary>Queries asked since <see cref="Reset"/>.</summary>
    public int Queries { get; private set; }

    public void Reset() => (Done, RowsRead, Queries) = (0, 0, 0);

    private static long RowsTouched(JsonNode plan)
    {
        double Of(string name) => plan[name]?.GetValue<double>() ?? 0;
        var own =
            (
                Of("Actual Rows")
                + Of("Rows Removed by Filter")
                + Of("Rows Removed by Index Recheck")
                + Of("Rows Removed by Join Filter")
            ) * Of("Actual Loops");
        return (long)own + (plan["Plans"]?.AsArray().Sum(p => RowsTouched(p!)) ?? 0);
    }

    private sealed class Rows(DatabaseWork work) : DbCommandInterceptor
    {
        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            work.Queries++;
            if (command is NpgsqlCommand npgsql)
            {
                // One plan for every amount of data: how much is in the tables depends on the tests that ran before,
                // and another plan counts other rows. A missing index still shows, because then the whole table is
                // read.
                await Plans(npgsql.Connection!, "off", cancellationToken);
                await using var explain = npgsql.Clone();
                explain.CommandText = "EXPLAIN (ANALYZE, FORMAT JSON) " + command.CommandText;
                var plan = JsonNode.Parse((string)(await explain.ExecuteScalarAsync(cancellationToken))!)!;
                work.Done += RowsTouched(plan[0]!["Plan"]!);
                await Plans(npgsql.Connection!, "on", cancellationToken);
            }

            return result;
        }

        private static async Task Plans(NpgsqlConnection connection, string value, CancellationToken cancel)
        {
            await using var set = connection.CreateCommand();
            set.CommandText =
                $"SET enable_seqscan = {value}; SET enable_hashjoin = {value}; SET enable_mergejoin = {value}";
            await set.ExecuteNonQueryAsync(cancel);
        }

        public override ValueTask<InterceptionResult> DataReaderClosingAsync(
            DbCommand command,
            DataReaderClosingEventData eventData,
            InterceptionResult result
        )
        {
            work.RowsRead += eventData.ReadCount;
            return new(result);
        }
    }

    private sealed class Steps(DatabaseWork work) : DbConnectionInterceptor
    {
        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            Count(connection, _ =>
            {
                work.Done++;
                return 0;
            });
            return Task.CompletedTask;
        }

        public override ValueTask<InterceptionResult> ConnectionClosingAsync(
            DbConnection connection,
            ConnectionEventData eventData,
            InterceptionResult result
        )
        {
            // Others will have it from the pool.
            Count(connection, null);
            return new(result);
        }

        private static void Count(DbConnection connection, SQLitePCL.delegate_progress? each)
        {
            if (connection is SqliteConnection sqlite)
                SQLitePCL.raw.sqlite3_progress_handler(sqlite.Handle, 1, each, null);
        }
    }
}
