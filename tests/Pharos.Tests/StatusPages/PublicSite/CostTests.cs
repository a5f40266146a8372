using Microsoft.EntityFrameworkCore;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>What the views of a page cost the database, as events grow.</summary>
public sealed class CostTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;
    private const long Day = 86400;

    [Fact]
    public async Task Events_that_ended_before_the_window_cost_nothing()
    {
        // As many incidents as are read whatever their age.
        var page = await PageWith(80, daysApart: 1);
        var before = await Costs(page);

        await Copy(page, 20_000, Now - (120 * Day), secondsApart: 300);
        var after = await Costs(page);

        Assert.Equal((before.Snapshot.Rows, before.AfterChange.Rows), (after.Snapshot.Rows, after.AfterChange.Rows));
        foreach (
            var (few, many) in new[]
            {
                (before.Snapshot, after.Snapshot),
                (before.AfterChange, after.AfterChange),
                (before.History, after.History),
            }
        )
            Assert.True(many.Work <= (few.Work * 1.2) + 20, $"{few.Work} with none, {many.Work} with 20,000");
    }

    [Fact]
    public async Task The_cost_grows_no_worse_than_linearly_with_the_events_in_the_window()
    {
        var page = await PageWith(100, daysApart: 0);
        var one = await Costs(page);

        await Copy(page, 300, Now - (3 * Day), secondsApart: 600);
        var four = await Costs(page);

        foreach (var (few, many) in new[] { (one.Snapshot, four.Snapshot), (one.AfterChange, four.AfterChange) })
            // A quarter more than four times, for PostgreSQL may change its plan; what grew with the
            // square would be at sixteen.
            Assert.True(many.Work <= few.Work * 5, $"{few.Work} with 100, {many.Work} with 400");
    }

    [Fact]
    public async Task After_a_change_only_the_event_that_changed_is_read_again()
    {
        var (small, large) = (
            await Costs(await PageWith(50, daysApart: 0)),
            await Costs(await PageWith(400, daysApart: 0))
        );

        // Of every other event of the window its revision alone.
        Assert.Equal(350, large.AfterChange.Rows - small.AfterChange.Rows);
        Assert.Equal(small.AfterChange.Queries, large.AfterChange.Queries);
        // Open events are on the page and in this month's history: the history does not read them again.
        Assert.True(large.History.Rows < 20, $"{large.History.Rows} rows");
    }

    [Fact]
    public async Task One_snapshot_serves_all_views_until_the_page_changes()
    {
        var page = await PageWith(3, daysApart: 1);
        var work = new DatabaseWork(frozen.Server);
        var reader = new SnapshotReader(work.Databases, new ChangeSnapshotReader(), frozen.Server.Store.Clock);
        var snapshots = new Snapshots(reader, frozen.Server.Store.Versions, frozen.Server.Store.Clock);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => snapshots.Get(page.PageId)));
        var queries = work.Queries;
        await snapshots.Get(page.PageId);

        Assert.All(taken, one => Assert.Same(taken[0], one));
        Assert.Equal(queries, work.Queries);
    }

    [Fact]
    public async Task What_is_made_of_an_event_s_texts_is_kept_until_the_event_changes()
    {
        var page = await PageWith(2, daysApart: 1);
        var reader = new SnapshotReader(
            frozen.Server.Store.Databases,
            new ChangeSnapshotReader(),
            frozen.Server.Store.Clock
        );
        var before = (await reader.Take(page.PageId, CancellationToken.None))!.Changes;

        _ = (
            await page.Api.Post(
                "/status-page/change/update",
                new
                {
                    page_id = page.PageId,
                    change_id = before[0].ChangeId,
                    title = "Slower than slow",
                }
            )
        ).Data;
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.PageId,
                    components = new[]
                    {
                        new
                        {
                            component_id = page.Components[1],
                            name = "Web",
                            hide_all = true,
                        },
                    },
                }
            )
        ).Data;
        var after = (await reader.Take(page.PageId, CancellationToken.None))!.Changes;

        Assert.NotSame(before[0].Updates[0].Text, after[0].Updates[0].Text);
        Assert.Same(before[1].Updates[0].Text, after[1].Updates[0].Text);
        Assert.Same(before[1].Updates[0].Text.Html(3), after[1].Updates[0].Text.Html(3));
    }

    /// <summary>A page with so many events in its window, the newest a day old.</summary>
    private async Task<ChangePage> PageWith(int events, int daysApart)
    {
        var page = await ChangePage.Create(await frozen.NewAccount());
        _ = (
            await page.Publish(
                new
                {
                    is_retrospective = true,
                    status = "resolved",
                    start_at_seconds = Now - Day,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - Day,
                            status = "investigating",
                            description = "It is slow.",
                            component_changes = page.Says((0, "partial_outage"), (1, "degraded")),
                        },
                        new
                        {
                            at_seconds = Now - Day + 600,
                            status = "resolved",
                            description = "It is not.",
                            component_changes = page.Says((0, "operational"), (1, "operational")),
                        },
                    },
                }
            )
        ).Data;
        await Copy(page, events - 1, Now - Day, daysApart == 0 ? 900 : daysApart * Day);
        return page;
    }

    /// <summary>Copies the newest event, each copy so many seconds earlier than the last.</summary>
    private async Task Copy(ChangePage page, int times, long newest, long secondsApart)
    {
        if (times == 0)
            return;
        await using var db = await frozen.Server.Store.Databases.CreateDbContextAsync();
        var change = await db
            .Changes.AsNoTracking()
            .Where(c => c.PageId == page.PageId)
            .OrderByDescending(c => c.StartAt)
            .FirstAsync();
        var first = Pharos.Kernel.Ids.NewInteger() / 2;
        foreach (
            var (table, columns) in new[]
            {
                (
                    "changes",
                    "page_id, type, title, description, status, start_at @, close_at @, stated_close_at @, "
                        + "is_retrospective, notify_subscribers, auto_update_by_schedule, source_id, created_at, "
                        + "updated_at, revision"
                ),
                ("change_updates", "update_id, at_seconds @, arrival, status, description, created_at"),
                ("component_changes", "update_id, component_id, status, position"),
            }
        )
        {
            var sql = $$"""
                INSERT INTO {{table}} (change_id, {{columns.Replace(" @", "", StringComparison.Ordinal)}})
                WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {0})
                SELECT {1} + i, {{columns.Replace(
                    "@",
                    "- {2} - i * {3}",
                    StringComparison.Ordinal
                )}} FROM {{table}} t CROSS JOIN n WHERE t.change_id = {4}
                """;
            await db.Database.ExecuteSqlRawAsync(
                sql,
                times,
                first,
                change.StartAt - newest,
                secondsApart,
                change.ChangeId
            );
        }

        // As PostgreSQL does by itself before long.
        if (TestDatabase.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("ANALYZE changes, change_updates, component_changes");
    }

    private async Task<(Cost Snapshot, Cost AfterChange, Cost History)> Costs(ChangePage page)
    {
        var work = new DatabaseWork(frozen.Server);
        var reader = new SnapshotReader(work.Databases, new ChangeSnapshotReader(), frozen.Server.Store.Clock);
        var snapshot = await Measure(work, () => reader.Take(page.PageId, CancellationToken.None));

        await using (var db = await frozen.Server.Store.Databases.CreateDbContextAsync())
        {
            var newest = await db
                .Changes.Where(c => c.PageId == page.PageId)
                .OrderByDescending(c => c.StartAt)
                .Select(c => c.ChangeId)
                .FirstAsync();
            _ = (
                await page.Api.Post(
                    "/status-page/change/update",
                    new
                    {
                        page_id = page.PageId,
                        change_id = newest,
                        title = "Slower than slow",
                    }
                )
            ).Data;
        }

        var afterChange = await Measure(work, () => reader.Take(page.PageId, CancellationToken.None));
        return (
            snapshot,
            afterChange,
            await Measure(work, () => reader.Between(page.PageId, Now - Day - 1, Now, CancellationToken.None))
        );
    }

    private static async Task<Cost> Measure<T>(DatabaseWork work, Func<Task<T>> ask)
    {
        work.Reset();
        Assert.NotNull(await ask());
        Assert.True(work.Done > 0, "nothing was counted");
        return new Cost(work.Done, work.RowsRead, work.Queries);
    }

    private sealed record Cost(long Work, int Rows, int Queries);
}
