using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Pharos.Database;
using Pharos.Database.Steps;
using Pharos.Tests.Support;

namespace Pharos.Tests.Database;

public sealed class SchemaTests : IDisposable
{
    /// <summary>What only one of the two ways of making a database makes.</summary>
    private static readonly string[] NotOfTheModel = ["__EFMigrationsHistory", "announcements", "incident_search"];

    private const string OnSqlite = """
        SELECT 'column ' || m.name || '.' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' pk=' || c.pk
            || ' ' || coalesce(c.dflt_value, '')
          FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
        UNION ALL SELECT 'index ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        UNION ALL SELECT 'foreign key ' || m.name || '.' || f."from" || ' ' || f."table" || '.' || f."to" || ' '
            || f.on_delete
          FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
        """;

    private const string OnPostgres = """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
            || is_identity || ' ' || coalesce(column_default, '')
          FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("pharos-schema-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_schema_written_by_hand_is_the_one_that_the_model_asks_for()
    {
        await using var stepByStep = await Store.Open(
            folder,
            await TestDatabase.Create(),
            TimeProvider.System,
            CancellationToken.None
        );
        await using IDatabase database = await TestDatabase.Create() is { } other
            ? new PostgresDatabase(other)
            : new SqliteDatabase(Path.Combine(folder, "model.db"), TimeProvider.System);
        var options = new DbContextOptionsBuilder<PharosDb>();
        database.Configure(options);
        await using var model = new PharosDb(options.Options);
        await model.Database.EnsureCreatedAsync();
        await using var own = await stepByStep.Databases.CreateDbContextAsync();

        var (expected, actual) = (await Shape(model), await Shape(own));

        Assert.True(expected.Count > 80, "the catalogue is read in the wrong way");
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task The_check_at_start_knows_every_step()
    {
        await using var store = await Store.Open(
            folder,
            await TestDatabase.Create(),
            TimeProvider.System,
            CancellationToken.None
        );
        await using var db = await store.Databases.CreateDbContextAsync();

        Assert.Equal(db.Database.GetMigrations().Order(StringComparer.Ordinal), SchemaUpgrade.Steps);
        Assert.True(await SchemaUpgrade.IsCurrent(store.Database, CancellationToken.None));

        await db.Database.ExecuteSqlRawAsync(
            """DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '0002_audit'"""
        );
        Assert.False(await SchemaUpgrade.IsCurrent(store.Database, CancellationToken.None));
    }

    [Fact]
    public async Task Nodes_that_start_at_once_on_a_new_database_all_find_its_schema_made()
    {
        var database = await TestDatabase.Create();

        var stores = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => Task.Run(() => Store.Open(folder, database, TimeProvider.System, CancellationToken.None)))
        );

        foreach (var store in stores)
        {
            Assert.True(await SchemaUpgrade.IsCurrent(store.Database, CancellationToken.None));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone_and_told()
    {
        var database = await TestDatabase.Create();
        await using (var store = await Store.Open(folder, database, TimeProvider.System, CancellationToken.None))
        await using (var db = await store.Databases.CreateDbContextAsync())
            await db.Database.ExecuteSqlRawAsync(
                """INSERT INTO "__EFMigrationsHistory" VALUES ('9999_later', '99.0')"""
            );

        var refused = await Assert.ThrowsAsync<StartupException>(() =>
            Store.Open(folder, database, TimeProvider.System, CancellationToken.None)
        );

        Assert.Contains("9999_later", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static async Task<IReadOnlyList<string>> Shape(PharosDb db) =>
        [
            .. (await db.Database.SqlQueryRaw<string>(TestDatabase.IsPostgres ? OnPostgres : OnSqlite).ToListAsync())
                .Where(line => !NotOfTheModel.Any(name => line.Contains(name, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];
}
