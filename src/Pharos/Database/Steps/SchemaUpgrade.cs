using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// Brings the schema up to date, in one transaction and under a lock of the database's own, so that several nodes may
/// start at once and one killed half-way leaves nothing behind. (EF's own <c>Migrate</c> on SQLite leaves a lock row
/// behind when killed.)
/// </summary>
public static class SchemaUpgrade
{
    /// <exception cref="NotSupportedException">
    /// The database was upgraded by a newer version of this program.
    /// </exception>
    /// <param name="upTo">The last step to take; all of them when absent.</param>
    public static async Task Run(PharosDb db, IDatabase database, CancellationToken cancel, string? upTo = null)
    {
        if (await IsCurrent(db, cancel))
            return;
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);

        var turn = await database.AcquireWriter(cancel);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await database.LockSchema(db, cancel);
            // Asking PostgreSQL for a table that is not there would spoil the transaction.
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
            if (turn is not null)
                await turn.DisposeAsync();
        }
    }

    /// <summary>Whether every step this version knows was taken.</summary>
    public static async Task<bool> IsCurrent(PharosDb db, CancellationToken cancel) =>
        (await Pending(db, cancel)).Count == 0;

    /// <summary>
    /// EF's own script generator finds steps by names that begin with a timestamp, so it cannot start from one of ours.
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

    /// <summary>The steps that were not taken yet, in order.</summary>
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
