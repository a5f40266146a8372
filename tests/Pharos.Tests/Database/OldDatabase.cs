using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pharos.Database;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

/// <summary>A database in the schema of an earlier version, with rows in every table. See CONTRIBUTING.md.</summary>
internal sealed class OldDatabase : IAsyncDisposable
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Database", "Fixtures");

    private readonly string name;
    private readonly PharosDb db;

    private OldDatabase(string name, string folder, string? connectionString)
    {
        (this.name, Folder, ConnectionString) = (name, folder, connectionString);
        Database = connectionString is null
            ? new SqliteDatabase(DataFolder.DatabaseFile(folder), TimeProvider.System)
            : new PostgresDatabase(connectionString);
        var options = new DbContextOptionsBuilder<PharosDb>();
        Database.Configure(options);
        db = new PharosDb(options.Options);
    }

    public IDatabase Database { get; }

    /// <summary>The data folder; it holds the SQLite file.</summary>
    public string Folder { get; }

    /// <summary>PostgreSQL's; null on SQLite.</summary>
    public string? ConnectionString { get; }

    public string[] CommandPlace =>
        ConnectionString is { } database ? ["--data", Folder, "--database", database] : ["--data", Folder];

    public static async Task<OldDatabase> Create(string name)
    {
        var folder = Directory.CreateTempSubdirectory("pharos-upgrade-").FullName;
        var connectionString = await TestDatabase.Create();
        if (connectionString is null)
            File.Copy(Path.Combine(Fixtures, name + ".db"), DataFolder.DatabaseFile(folder));
        else
        {
            // The dump changes settings of its connection, so no other test gets that connection from a pool.
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            await using var dump = connection.CreateCommand();
            dump.CommandText = await File.ReadAllTextAsync(Path.Combine(Fixtures, name + ".sql"));
            await dump.ExecuteNonQueryAsync();
        }

        return new OldDatabase(name, folder, connectionString);
    }

    /// <summary>Opens it as the program does, which upgrades it.</summary>
    public Task<Store> Open() => Store.Open(Folder, ConnectionString, TimeProvider.System, CancellationToken.None);

    /// <summary>The rows that the fixture was made of, by table and column of that time.</summary>
    public async Task<JsonObject> Expected() =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Fixtures, name + ".rows.json")))!.AsObject();

    public async Task Execute(string sql)
    {
        await using var command = db.Command(sql);
        await db.Database.OpenConnectionAsync();
        await command.ExecuteNonQueryAsync();
        await db.Database.CloseConnectionAsync();
    }

    /// <summary>A table's rows, with values as text of one form for both databases.</summary>
    public async Task<List<Dictionary<string, string>>> Rows(string table)
    {
        await db.Database.OpenConnectionAsync();
        var rows = new List<Dictionary<string, string>>();
        await using (var command = db.Command($"SELECT * FROM \"{table}\""))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                rows.Add(
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .ToDictionary(reader.GetName, i => Text(reader.GetValue(i)), StringComparer.Ordinal)
                );
        }

        await db.Database.CloseConnectionAsync();
        return rows;
    }

    /// <summary>The whole database as lines: its tables, indexes, triggers and rows.</summary>
    public async Task<List<string>> Snapshot()
    {
        string[] catalogue = ConnectionString is null
            ? ["sqlite_master"]
            : ["information_schema.columns", "pg_indexes", "information_schema.triggers"];
        var lines = new List<string>();
        foreach (var part in catalogue)
            lines.AddRange(await Lines(part.Replace(".", "\".\"", StringComparison.Ordinal)));
        var tables = (await Expected()).Select(t => t.Key).Append("__EFMigrationsHistory");
        foreach (var table in tables)
            lines.AddRange(await Lines(table));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A value of the fixture's JSON in the form of <see cref="Rows"/>.</summary>
    public static string Text(JsonNode? value) =>
        value is JsonObject blob ? blob["hex"]!.GetValue<string>()
        : value is null ? "null"
        : value.ToString();

    private static string Text(object value) =>
        value switch
        {
            DBNull => "null",
            byte[] bytes => Convert.ToHexStringLower(bytes),
            bool on => on ? "1" : "0",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private async Task<IEnumerable<string>> Lines(string table) =>
        (await Rows(table)).Select(row => $"{table}: {string.Join(", ", row.Select(c => c.Key + "=" + c.Value))}");
}
