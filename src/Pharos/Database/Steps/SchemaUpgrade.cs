using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// Brings the schema up to date, in one transaction and under a lock of the database's own, so that several nodes may start at once
/// and one killed half-way leaves nothing behind. (EF's own <c>Migrate</c> on SQLite leaves a lock row behind when killed.)
/// </summary>
public static class SchemaUpgrade
{
    /// <exception cref="NotSupportedException">The database was upgraded by a newer version of this program.</exception>
    public static async Task Run(PharosDb db, IDatabase database, CancellationToken cancel)
    {
        if (await IsCurrent(db, cancel))
            return;
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);

        var turn = await database.EnterWrite(cancel);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await database.LockSchema(db, cancel);
            // Asking PostgreSQL for a table that is not there would spoil the transaction.
            await using (var create = db.Command(db.GetService<IHistoryRepository>().GetCreateIfNotExistsScript()))
                await create.ExecuteNonQueryAsync(cancel);
            var (last, pending) = await Pending(db, cancel);
            if (pending)
            {
                var script = db.GetService<IMigrator>().GenerateScript(
                    last ?? Migration.InitialDatabase, toMigration: null, MigrationsSqlGenerationOptions.NoTransactions);
                await using var command = db.Command(script);
                await command.ExecuteNonQueryAsync(cancel);
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
    public static async Task<bool> IsCurrent(PharosDb db, CancellationToken cancel) => !(await Pending(db, cancel)).Pending;

    private static async Task<(string? Last, bool Pending)> Pending(PharosDb db, CancellationToken cancel)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var unknown = applied.Except(known, StringComparer.Ordinal).FirstOrDefault();
        return unknown is null
            ? (applied.LastOrDefault(), applied.Count < known.Count)
            : throw new NotSupportedException($"the database's schema ({unknown}) is newer than this version of pharos");
    }
}
