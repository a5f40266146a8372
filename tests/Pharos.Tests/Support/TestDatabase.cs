using Npgsql;
using Pharos.Database;

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

    /// <summary>What new installations are copies of, because running all schema steps takes long.</summary>
    private static readonly Lazy<Task<Template>> Installation = new(CreateTemplate);

    /// <summary>A new, empty PostgreSQL database; null on SQLite, where a new data folder is enough.</summary>
    public static Task<string?> Create() => Create(template: null);

    /// <summary>
    /// A new database with today's schema: PostgreSQL's connection string; null on SQLite, whose file is in the folder.
    /// </summary>
    public static async Task<string?> CreateInstallation(string folder)
    {
        var template = await Installation.Value;
        if (template.SqliteFile is { } file)
            await File.WriteAllBytesAsync(DataFolder.DatabaseFile(folder), file);
        return await Create(template.PostgresName);
    }

    private static async Task<Template> CreateTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("pharos-template-").FullName;
        var database = await Create();
        await (await Store.Open(folder, database, TimeProvider.System, CancellationToken.None)).DisposeAsync();
        var template = database is null
            ? new Template(await File.ReadAllBytesAsync(DataFolder.DatabaseFile(folder)), null)
            : new Template(null, new NpgsqlConnectionStringBuilder(database).Database);
        Directory.Delete(folder, recursive: true);
        return template;
    }

    private static async Task<string?> Create(string? template)
    {
        if (Postgres is null)
            return null;
        var name = "pharos_" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}",
            connection
        );
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(Postgres) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    private sealed record Template(byte[]? SqliteFile, string? PostgresName);
}
