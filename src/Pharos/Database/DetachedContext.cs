using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pharos.Database;

/// <summary>
/// A context that builds its commands and sends none of them: queries find nothing, and saving changes nothing. It
/// compiles what other contexts then use.
/// </summary>
internal static class DetachedContext
{
    public static PharosDb Create(DbContextOptions<PharosDb> options)
    {
        var detached = new DbContextOptionsBuilder<PharosDb>(options).AddInterceptors(Unsent.Instance);
        var db = new PharosDb(detached.Options);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return db;
    }

    private sealed class Unsent : DbCommandInterceptor
    {
        public static readonly Unsent Instance = new();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        ) => new(InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader()));

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        ) => new(InterceptionResult<int>.SuppressWithResult(0));

        public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<object> result,
            CancellationToken cancellationToken = default
        ) => new(InterceptionResult<object>.SuppressWithResult(0));
    }
}
