using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pharos.Database;

namespace Pharos.Bench;

/// <summary>
/// The PostgreSQL server of the environment variable <c>POSTGRES</c>, a connection string without a database. SQLite is
/// used if it is not set.
/// </summary>
internal static class Postgres
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("POSTGRES") is { Length: > 0 } text
        ? text
        : null;

    public static string Kind => Server is null ? "SQLite" : "PostgreSQL";

    /// <summary>Creates a database; null if SQLite is used.</summary>
    public static async Task<string?> NewDatabase()
    {
        if (Server is null)
            return null;
        var name = "pharos_bench_" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    /// <summary>Drops a database of <see cref="NewDatabase"/>; does nothing for null.</summary>
    public static async Task Drop(string? database)
    {
        if (database is null)
            return;
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"DROP DATABASE {new NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)",
            connection
        );
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Updates statistics, as PostgreSQL's autovacuum would within a minute. Does nothing on SQLite.</summary>
    public static async Task Analyze(PharosDb db)
    {
        if (Server is not null)
            await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }
}
