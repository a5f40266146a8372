using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// Upgrades the schema in one transaction and under a database lock, so that several nodes can start at once and a
/// killed one leaves no trace. (EF's <c>Migrate</c> leaves a lock row behind on SQLite when killed.)
/// </summary>
public static class SchemaUpgrade
{
    /// <summary>
    /// The names of all steps, in order. EF would find them by reflection over all types, which takes too long for a
    /// check at each start.
    /// </summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        "0001_initial",
        "0002_audit",
        "0003_idempotency",
        "0003_subscriber_imports",
        "0004_next_update",
        "0005_second_factors",
        "0006_data_protection_keys",
        "0007_notification_kinds",
        "0008_idempotency_senders",
        "0009_audit_chain",
        "0010_ended_keys",
        "0011_page_names",
        "0012_former_slugs",
        "0013_brand",
        "0014_on_call",
        "0015_incident_search",
    ];

    private const string OfAnotherProgram = "the database belongs to another program";

    /// <summary>How long this process waits while another one upgrades a SQLite database.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    /// <exception cref="NotSupportedException">
    /// A newer version of Pharos has upgraded the database.
    /// </exception>
    /// <param name="upTo">The last step to apply; null for all.</param>
    public static async Task Run(PharosDb db, IDatabase database, CancellationToken cancel, string? upTo = null)
    {
        if ((await Pending(db, cancel)).Count == 0)
            return;
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);

        await using var write = await database.BeginWrite(db, MaxWait, cancel);
        await database.LockSchema(db, cancel);
        // Create the history table first: querying a missing table aborts a transaction on PostgreSQL.
        await using (var create = db.Command(db.GetService<IHistoryRepository>().GetCreateIfNotExistsScript()))
            await create.ExecuteNonQueryAsync(cancel);
        foreach (var step in await Pending(db, cancel))
        {
            if (upTo is not null && string.CompareOrdinal(step, upTo) > 0)
                break;
            await Apply(db, step, cancel);
        }

        await write.Transaction.CommitAsync(cancel);
    }

    /// <summary>Whether all steps of this version have been applied.</summary>
    /// <exception cref="NotSupportedException">
    /// A newer version of Pharos has upgraded the database, or it belongs to another program.
    /// </exception>
    public static async Task<bool> IsCurrent(IDatabase database, CancellationToken cancel) =>
        await State(database, cancel) == SchemaState.Current;

    /// <summary>What the database contains.</summary>
    /// <exception cref="NotSupportedException">
    /// A newer version of Pharos has upgraded the database, or it belongs to another program.
    /// </exception>
    public static async Task<SchemaState> State(IDatabase database, CancellationToken cancel)
    {
        var applied = new HashSet<string>(StringComparer.Ordinal);
        await using var connection = await database.OpenConnection(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT "MigrationId" FROM "__EFMigrationsHistory" """;
        try
        {
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                applied.Add(rows.GetString(0));
        }
        catch (DbException fault) when (!database.IsUnavailable(fault))
        {
            // The history table does not exist.
        }

        if (applied.Count > 0 && !applied.Contains(Steps[0]))
            throw new NotSupportedException(OfAnotherProgram);
        DemandKnown(applied, Steps);
        if (applied.Count == 0)
        {
            await DemandUnused(connection, database, cancel);
            return SchemaState.Empty;
        }

        return applied.Count == Steps.Count ? SchemaState.Current : SchemaState.Outdated;
    }

    /// <summary>Refuses a database that another program uses.</summary>
    private static async Task DemandUnused(DbConnection connection, IDatabase database, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = database.TablesOfOthers;
        if (await command.ExecuteScalarAsync(cancel) is string table)
            throw new NotSupportedException($"{OfAnotherProgram} (table {table})");
    }

    /// <summary>
    /// Applies a step. EF's script generator requires names that begin with a timestamp, so it is not used.
    /// </summary>
    private static async Task Apply(PharosDb db, string step, CancellationToken cancel)
    {
        var steps = db.GetService<IMigrationsAssembly>();
        var migration = steps.CreateMigration(steps.Migrations[step], db.Database.ProviderName!);
        var texts = db.GetService<IMigrationsSqlGenerator>()
            .Generate(migration.UpOperations)
            .Select(c => c.CommandText)
            .Append(
                db.GetService<IHistoryRepository>().GetInsertScript(new HistoryRow(step, ProductInfo.GetVersion()))
            );
        foreach (var text in texts)
        {
            await using var command = db.Command(text);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>The steps that have not been applied yet, in order.</summary>
    private static async Task<List<string>> Pending(PharosDb db, CancellationToken cancel)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        DemandKnown(applied, known);
        return known.Except(applied, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
    }

    private static void DemandKnown(IEnumerable<string> applied, IEnumerable<string> known)
    {
        if (applied.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new NotSupportedException($"the database's schema ({unknown}) is newer than this version of pharos");
    }
}

/// <summary>What a database contains.</summary>
public enum SchemaState
{
    /// <summary>No tables yet.</summary>
    Empty,

    /// <summary>An installation of an older version.</summary>
    Outdated,

    /// <summary>An installation with all steps of this version.</summary>
    Current,
}
