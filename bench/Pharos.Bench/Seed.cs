using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.Platform.ApiKeys;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.Bench;

/// <summary>
/// A data folder with one page and one event, created by the product's handlers and then copied by SQL.
/// </summary>
/// <param name="Database">
/// A PostgreSQL connection string if the environment variable <c>POSTGRES</c> is set; else null.
/// </param>
internal sealed record Seed(
    string Folder,
    string? Database,
    string Key,
    Caller Owner,
    long PageId,
    long NewestChangeId,
    IReadOnlyList<long> ChangeIds
) : IAsyncDisposable
{
    public const string Slug = "bench";

    /// <summary>The command-line arguments for Pharos.</summary>
    public string[] Arguments => Database is null ? ["--data", Folder] : ["--data", Folder, "--database", Database];

    /// <summary>The address of the public page or of a view below it.</summary>
    public static string Site(Uri server, string rest = "") => new Uri(server, $"/s/{Slug}{rest}").ToString();

    /// <param name="inWindow">Events spread evenly over the last 89 days, each an hour long on two components.</param>
    /// <param name="older">Earlier events, one per hour.</param>
    public static async Task<Seed> Make(int inWindow, int older = 0, int componentCount = 30)
    {
        var folder = Directory.CreateTempSubdirectory("pharos-bench-").FullName;
        var database = await Postgres.NewDatabase();
        var clock = TimeProvider.System;
        var cancel = CancellationToken.None;
        await using var store = await Store.Open(folder, database, clock, cancel);
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var owner = await CreateAccount.Info.Run(
            new CreateAccountRequest
            {
                Name = "Bench",
                Email = "bench@example.com",
                Password = "three-measured-rounds",
            },
            store.Operation(db, Caller.Anonymous(RequestSource.CommandLine("")), cancel)
        );
        var key = await CreateApiKey.Info.Run(
            new CreateAppKeyRequest("bench", ApiKeyLimits.None),
            store.Operation(db, owner, cancel)
        );
        var page = await CreatePage.Info.Run(
            new CreatePageRequest
            {
                Name = "Bench",
                Type = PageType.Public,
                UrlName = Slug,
                DateView = DateView.Calendar,
                DisplayUptimeMode = UptimeMode.ChartAndPercentage,
            },
            store.Operation(db, owner, cancel)
        );
        var since = clock.Seconds() - (365 * 86400);
        var components = await UpsertComponents.Info.Run(
            new UpsertComponentsRequest
            {
                PageId = page.PageId,
                Components =
                [
                    .. Enumerable
                        .Range(1, componentCount)
                        .Select(i => new ComponentFields { Name = $"Component {i}", AvailableSinceSeconds = since }),
                ],
            },
            store.Operation(db, owner, cancel)
        );
        var change = await CreateChange.Info.Run(
            Event(page.PageId, components.ComponentIds, clock.Seconds()),
            store.Operation(db, owner, cancel)
        );
        await Copy(db, change.ChangeId, inWindow, inWindow + older - 1);
        await Postgres.Analyze(db);
        return new Seed(
            folder,
            database,
            key!.Key,
            owner,
            page.PageId,
            change.ChangeId,
            await db.Changes.OrderBy(c => c.ChangeId).Select(c => c.ChangeId).ToListAsync(cancel)
        );
    }

    public string ChangeInfo(Uri server, long changeId) =>
        new Uri(server, $"/status-page/change/info?app_key={Key}&page_id={PageId}&change_id={changeId}").ToString();

    /// <summary>Changes the title of the newest event.</summary>
    public async Task Rename(HttpClient http, string title)
    {
        using var change = JsonContent.Create(
            new
            {
                page_id = PageId,
                change_id = NewestChangeId,
                title,
            }
        );
        using var done = await http.PostAsync($"/status-page/change/update?app_key={Key}", change);
        done.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        await Postgres.Drop(Database);
    }

    public Task<Store> Open() => Store.Open(Folder, Database, TimeProvider.System, CancellationToken.None);

    /// <summary>Subscribes addresses of 500 domains to the whole page.</summary>
    public async Task Subscribe(int count)
    {
        await using var store = await Open();
        await using var db = await store.Databases.CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlRawAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {1})
            INSERT INTO subscribers (subscriber_id, page_id, method, recipient, domain, "all", locale, token,
              created_at, updated_at, failures, bounces)
            SELECT CAST(i AS bigint) * 7919, {0}, 'email', 'person' || i || '@d' || (i % 500) || '.example.org',
              'd' || (i % 500) || '.example.org', true, 'en-US', 'token' || i, 1, 1, 0, 0 FROM n
            """,
            PageId,
            count
        );
    }

    private static CreateChangeRequest Event(long pageId, IReadOnlyList<string> components, long now) =>
        new()
        {
            PageId = pageId,
            Type = ChangeType.Incident,
            Title = "Elevated error rates on the public API",
            Description = "About 8 % of API requests fail with status 503.",
            Status = ChangeStatus.Resolved,
            StartAtSeconds = now - 7200,
            IsRetrospective = true,
            Updates =
            [
                Update(
                    now - 7200,
                    ChangeStatus.Investigating,
                    "About 8 % of API requests fail with status 503. Deliveries are delayed.",
                    components,
                    ComponentStatus.PartialOutage
                ),
                Update(
                    now - 5400,
                    ChangeStatus.Identified,
                    "A connection pool on one database replica is exhausted. We are moving its traffic away.",
                    [],
                    default
                ),
                Update(
                    now - 4000,
                    ChangeStatus.Monitoring,
                    "Error rates are back to normal; we keep watching.",
                    [],
                    default
                ),
                Update(
                    now - 3600,
                    ChangeStatus.Resolved,
                    "This incident is resolved.",
                    components,
                    ComponentStatus.Operational
                ),
            ],
        };

    private static UpdateFields Update(
        long at,
        ChangeStatus status,
        string text,
        IReadOnlyList<string> components,
        ComponentStatus componentStatus
    ) =>
        new()
        {
            AtSeconds = at,
            Status = status,
            Description = text,
            ComponentChanges =
            [
                .. components
                    .Take(2)
                    .Select(id => new ComponentChangeFields { ComponentId = id, Status = componentStatus }),
            ],
        };

    /// <summary>
    /// Copies the event to earlier times and other components.
    /// </summary>
    private static async Task Copy(PharosDb db, long changeId, int inWindow, int times)
    {
        const string Numbers = """
            WITH RECURSIVE n(i, earlier) AS (
              SELECT CAST(1 AS bigint), CAST({2} AS bigint)
              UNION ALL SELECT i + 1, earlier + CASE WHEN i < {3} THEN {2} ELSE 3600 END FROM n WHERE i < {1}),
            c AS (SELECT component_id, row_number() OVER (ORDER BY component_id) - 1 AS k FROM components)
            """;
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (
            var (table, columns, from) in new[]
            {
                (
                    "changes",
                    "page_id, type, title, description, status, start_at - earlier, close_at - earlier, "
                        + "stated_close_at, is_retrospective, notify_subscribers, auto_update_by_schedule, "
                        + "source_id, created_at, updated_at, revision",
                    ""
                ),
                ("change_updates", "update_id, at_seconds - earlier, arrival, status, description, created_at", ""),
                (
                    "component_changes",
                    "update_id, c.component_id, status, position",
                    "JOIN c ON c.k = (n.i * 7 + t.position) % (SELECT count(*) FROM components)"
                ),
            }
        )
        {
            var names = columns
                .Replace(" - earlier", "", StringComparison.Ordinal)
                .Replace("c.", "", StringComparison.Ordinal);
            var sql =
                $"INSERT INTO {table} (change_id, {names}) {Numbers} SELECT t.change_id % 1000000000 + i * "
                + $"1000000007, {columns} FROM {table} t CROSS JOIN n {from} WHERE t.change_id = {{0}} AND "
                + $"{{1}} > 0";
            await db.Database.ExecuteSqlRawAsync(sql, changeId, times, 89L * 86400 / Math.Max(1, inWindow), inWindow);
        }

        await transaction.CommitAsync();
    }
}
