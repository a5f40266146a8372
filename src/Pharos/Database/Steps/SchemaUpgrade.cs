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
    /// <exception cref="NotSupportedException">
    /// A newer version of Pharos has upgraded the database.
    /// </exception>
    /// <param name="upTo">The last step to apply; null for all.</param>
    public static async Task Run(PharosDb db, IDatabase database, CancellationToken cancel, string? upTo = null)
    {
        if (await IsCurrent(db, cancel))
            return;
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);

        var writer = await database.AcquireWriter(cancel);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
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

            await transaction.CommitAsync(cancel);
        }
        finally
        {
            if (writer is not null)
                await writer.DisposeAsync();
        }
    }

    /// <summary>Whether all steps of this version have been applied.</summary>
    public static async Task<bool> IsCurrent(PharosDb db, CancellationToken cancel) =>
        (await Pending(db, cancel)).Count == 0;

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
        var unknown = applied.Except(known, StringComparer.Ordinal).FirstOrDefault();
        return unknown is null
            ? known.Except(applied, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()
            : throw new NotSupportedException(
                $"the database's schema ({unknown}) is newer than this version of pharos"
            );
    }
}
