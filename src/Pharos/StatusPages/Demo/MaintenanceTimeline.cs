using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Demo;

/// <summary>Timelines of maintenance: announced days ahead, started on time, finished within the window.</summary>
internal static class MaintenanceTimeline
{
    private const long Day = 24 * 60 * 60;

    public static DemoChange Past(MaintenanceScenario work, long start, SeededRandom random)
    {
        var region = random.One(DemoWording.Regions);
        var planned = work.Hours * 3600L;
        var end = start + (planned * random.Between(55, 95) / 100);
        List<DemoUpdate> updates =
        [
            Announcement(work, region, start - (random.Between(3, 7) * Day) + random.Between(4 * 3600, 10 * 3600)),
            new(
                start + random.Between(5, 200),
                ChangeStatus.Ongoing,
                Worded(random.One(Phrases.Begun), work, region, 0),
                work.Interrupts ? ComponentStatus.UnderMaintenance : null
            ),
        ];
        if (work.Hours > 2)
            updates.Add(
                new DemoUpdate(
                    start + (planned * 2 / 5),
                    null,
                    Worded(random.One(Phrases.StillWorking), work, region, random.Between(35, 60)),
                    null
                )
            );
        updates.Add(
            new DemoUpdate(
                end + random.Between(1, 59),
                ChangeStatus.Completed,
                Worded(random.One(Phrases.Done), work, region, 0),
                ComponentStatus.Operational
            )
        );
        return Change(work, region, start, start + planned, updates, random.Chance(60));
    }

    public static DemoChange Upcoming(MaintenanceScenario work, long start, long announcedAt, SeededRandom random)
    {
        var region = random.One(DemoWording.Regions);
        return Change(
            work,
            region,
            start,
            start + (work.Hours * 3600L),
            [Announcement(work, region, announcedAt)],
            hasResponder: true
        );
    }

    private static DemoUpdate Announcement(MaintenanceScenario work, string region, long at) =>
        new(at, ChangeStatus.Scheduled, DemoWording.In(region, work.Notice), ComponentStatus.Operational);

    private static DemoChange Change(
        MaintenanceScenario work,
        string region,
        long start,
        long end,
        List<DemoUpdate> updates,
        bool hasResponder
    ) =>
        new(
            ChangeType.Maintenance,
            DemoWording.In(region, work.Title),
            DemoWording.In(region, work.Notice),
            work.Components,
            start,
            end,
            updates,
            null,
            hasResponder
        );

    private static string Worded(string phrase, MaintenanceScenario work, string region, int share) =>
        DemoWording.In(
            region,
            phrase
                .Replace("{work}", work.Work, StringComparison.Ordinal)
                .Replace("{done}", work.Done, StringComparison.Ordinal)
                .Replace("{share}", share.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
}
