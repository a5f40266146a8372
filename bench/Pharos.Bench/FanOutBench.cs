using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Notices;
using Pharos.StatusPages.Rules;

namespace Pharos.Bench;

/// <summary>
/// Fans out one change to a million subscribers, compared with one statement that inserts as many rows.
/// </summary>
internal static class FanOutBench
{
    private const int Rounds = 2;

    private static readonly int Subscribers = int.TryParse(
        Environment.GetEnvironmentVariable("SUBSCRIBERS"),
        CultureInfo.InvariantCulture,
        out var value
    )
        ? value
        : 1_000_000;

    public static async Task Run()
    {
        await using var seed = await Seed.Make(100);
        await seed.Subscribe(Subscribers);
        await using var store = await seed.Open();
        var kind = new AudienceKind(ChangeNotices.Kind)
        {
            Expand = ChangeAudience.Expand,
            Load = (_, _, _) => throw new NotSupportedException(),
            Accepted = HardBounces.Accepted,
            Refused = HardBounces.Refused,
            Bounced = HardBounces.Bounced,
        };
        var fanOut = new FanOut(store.Databases, store.Writes, new NotificationKinds([kind], []), store.Clock);
        var (bare, fannedOut) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await RowsPerSecond(() => Bare(seed, store, seed.ChangeIds[round])));
            await Publish(seed, store, $"Slow answers {round}");
            fannedOut.Add(
                await RowsPerSecond(async () =>
                {
                    while (await fanOut.Advance(CancellationToken.None)) { }
                })
            );
        }

        await using var db = await store.Databases.CreateDbContextAsync();
        var rows = await db.Deliveries.LongCountAsync();
        if (rows != 2L * Rounds * Subscribers)
            throw new InvalidOperationException($"{rows} deliveries instead of {2L * Rounds * Subscribers}");
        var (rate, bareRate) = (Load.Median(fannedOut), Load.Median(bare));
        System.Console.WriteLine(
            $"fan-out of one change to {Subscribers:N0} subscribers, {Postgres.Kind}: {rate:N0} rows/s, bare "
                + $"INSERT … SELECT {bareRate:N0}: ratio {rate / bareRate:F2}"
        );
    }

    private static async Task<double> RowsPerSecond(Func<Task> write)
    {
        var start = Stopwatch.GetTimestamp();
        await write();
        return Subscribers / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>
    /// Inserts into the same table with its indexes, in one transaction, without checking subscribers' scopes.
    /// </summary>
    private static async Task Bare(Seed seed, Store store, long changeId)
    {
        await using var db = await store.Databases.CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO deliveries (kind, subject_id, recipient_id, hook_id, queue_id, destination, sent_through,
              send_through, state, attempts, next_attempt_at, waiting_since)
            SELECT 'status-page-change', {0}, s.subscriber_id, '', {1}, s.domain, 0, 1, 'waiting', 0, {2}, {2}
            FROM subscribers s WHERE s.page_id = {1}
            """,
            changeId,
            seed.PageId,
            store.Clock.Seconds()
        );
    }

    private static async Task Publish(Seed seed, Store store, string title)
    {
        await using var db = await store.Databases.CreateDbContextAsync();
        var component = await db.Components.Where(c => c.PageId == seed.PageId).Select(c => c.ComponentId).FirstAsync();
        await CreateChange.Info.Run(
            new CreateChangeRequest
            {
                PageId = seed.PageId,
                Type = ChangeType.Incident,
                Title = title,
                Description = "Answers are slow.",
                Status = ChangeStatus.Investigating,
                NotifySubscribers = true,
                Updates =
                [
                    new UpdateFields
                    {
                        Status = ChangeStatus.Investigating,
                        Description = "We are investigating.",
                        ComponentChanges =
                        [
                            new ComponentChangeFields { ComponentId = component, Status = ComponentStatus.Degraded },
                        ],
                    },
                ],
            },
            store.Operation(db, seed.Owner, CancellationToken.None)
        );
    }
}
