using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pharos.Database;
using Pharos.Database.Steps;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

/// <summary>
/// That a search of the audit log takes the index that leaves the least. SQLite only: what PostgreSQL takes depends on
/// what is there.
/// </summary>
[Trait("Runs", "Once")]
public sealed class AuditIndexTests(SharedServer shared)
{
    [Theory]
    [InlineData("", "sqlite_autoindex_audit_1")]
    [InlineData("is_write", "sqlite_autoindex_audit_1")]
    [InlineData("is_dangerous", "ix_audit_dangerous")]
    [InlineData("NOT is_write", "ix_audit_reads")]
    [InlineData("operation = @o", "IX_audit_account_id_operation_audit_id")]
    [InlineData("operation = @o AND is_write", "IX_audit_account_id_operation_audit_id")]
    [InlineData("operation = @o AND is_dangerous", "IX_audit_account_id_operation_audit_id")]
    [InlineData("operation = @o AND member_id = @m", "IX_audit_account_id_operation_audit_id")]
    [InlineData("member_id = @m", "IX_audit_account_id_member_id_audit_id")]
    [InlineData("member_id = @m AND is_write", "IX_audit_account_id_member_id_audit_id")]
    [InlineData("member_id = @m AND is_dangerous", "IX_audit_account_id_member_id_audit_id")]
    [InlineData("request_id = @r", "IX_audit_account_id_request_id_audit_id")]
    [InlineData("request_id = @r AND is_write", "IX_audit_account_id_request_id_audit_id")]
    [InlineData(
        "request_id = @r AND operation = @o AND member_id = @m AND is_dangerous AND is_write",
        "IX_audit_account_id_request_id_audit_id"
    )]
    public async Task A_search_takes_the_index_that_leaves_the_least(string filter, string index)
    {
        await using var database = new SqliteDatabase(
            Path.Combine(shared.Server.Folder, $"plan-{Guid.NewGuid():N}.db"),
            TimeProvider.System
        );
        await using var db = await Fresh(database);
        await using var plan = db.Command(
            $"""
            EXPLAIN QUERY PLAN SELECT audit_id FROM audit AS a
            WHERE account_id = @a AND audit_id >= @f AND audit_id < @t{(
                filter.Length == 0 ? "" : " AND " + filter
            )} ORDER BY audit_id DESC LIMIT 21
            """,
            [("@a", 1), ("@f", 1), ("@t", 9), .. Named(filter)]
        );

        await using var reader = await plan.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await reader.ReadAsync())
            steps.Add(reader.GetString(3));

        Assert.Contains($"INDEX {index} ", Assert.Single(steps), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, object Value)> Named(string filter) =>
        new (string Name, object Value)[]
        {
            ("@o", "page:write:delete"),
            ("@m", 7),
            ("@r", "01KC3GAZ6ZJE40H55GM31RPWZE"),
        }.Where(p => filter.Contains(p.Name, StringComparison.Ordinal));

    private static async Task<PharosDb> Fresh(SqliteDatabase database)
    {
        var options = new DbContextOptionsBuilder<PharosDb>();
        database.Configure(options);
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        var db = new PharosDb(options.Options);
        await SchemaUpgrade.Run(db, database, CancellationToken.None);
        await db.Database.OpenConnectionAsync();
        return db;
    }
}
