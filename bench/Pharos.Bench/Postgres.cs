using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pharos.Database;

namespace Pharos.Bench;

/// <summary>
/// The PostgreSQL server that the environment variable <c>POSTGRES</c> names, by a connection string without a
/// database. Without it, SQLite is used.
/// </summary>
internal static class Postgres
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("POSTGRES") is { Length: > 0 } text
        ? text
        : null;

    public static string Kind => Server is null ? "SQLite" : "PostgreSQL";

    /// <summary>A new database of it; null without one.</summary>
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

    /// <summary>Drops what <see cref="NewDatabase"/> made; null drops nothing.</summary>
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

    /// <summary>What PostgreSQL does by itself within a minute; SQLite does not.</summary>
    public static async Task Analyze(PharosDb db)
    {
        if (Server is not null)
            await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }
}
