using Npgsql;

namespace Pharos.Tests.Support;

/// <summary>
/// The database that this run of the suite is on: SQLite, or the PostgreSQL server that the environment variable
/// <c>PHAROS_TEST_POSTGRES</c> names (a connection string without a database; <c>./test</c> sets it).
/// </summary>
public static class TestDatabase
{
    public static string? Postgres { get; } =
        Environment.GetEnvironmentVariable("PHAROS_TEST_POSTGRES") is { Length: > 0 } text ? text : null;

    public static bool IsPostgres => Postgres is not null;

    /// <summary>A new, empty PostgreSQL database; null on SQLite, where a new data folder is enough.</summary>
    public static async Task<string?> Create()
    {
        if (Postgres is null)
            return null;
        var name = "pharos_" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Postgres) { Database = name, MaxPoolSize = 20 }.ToString();
    }
}
