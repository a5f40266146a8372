using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The maintenances as an iCalendar feed (RFC 5545).</summary>
[FullOnPostgres]
public sealed class CalendarFeedTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task The_feed_keeps_to_the_rules_of_lines()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Events.Announce(
            Now + 3600,
            new
            {
                title = @"Disks; tapes, and \ more " + string.Concat(Enumerable.Repeat("存储😀", 60)),
                close_at_seconds = Now + 7200,
            }
        );

        var answer = await page.Visit("/maintenances.ics");

        Assert.Equal("text/calendar; charset=utf-8", answer.Header("Content-Type"));
        Assert.EndsWith("\r\n", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "\n",
            answer.Text.Replace("\r\n", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("\ufffd", answer.Text, StringComparison.Ordinal);
        Assert.All(answer.Text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
    }

    [Fact]
    public async Task A_maintenance_is_an_event_with_all_that_calendars_need()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (
            await page.Events.Announce(
                Now + 3600,
                new { title = @"Disks; tapes, and \ more", close_at_seconds = Now + 7200 }
            )
        ).ChangeId();
        await page.Events.Publish();

        var lines = Unfolded(await page.Visit("/maintenances.ics"));

        Assert.Equal(["BEGIN:VCALENDAR", "VERSION:2.0"], lines.Take(2));
        Assert.Equal("END:VCALENDAR", lines[^1]);
        Assert.Single(lines, l => l.StartsWith("PRODID:", StringComparison.Ordinal));
        var e = lines
            .SkipWhile(l => l != "BEGIN:VEVENT")
            .Skip(1)
            .TakeWhile(l => l != "END:VEVENT")
            .Select(l => l.Split(':', 2))
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        Assert.Single(lines, "BEGIN:VEVENT"); // Incidents are not included.
        Assert.Equal(
            ("20260528T212640Z", "20260528T222640Z", "20260528T202640Z"),
            (e["DTSTART"], e["DTEND"], e["DTSTAMP"])
        );
        Assert.Equal(@"Disks\; tapes\, and \\ more", e["SUMMARY"]);
        Assert.Equal(@"We change disks.\n\nWe will change disks.", e["DESCRIPTION"]);
        Assert.Equal($"{id}@{page.Events.PageId}.pharos", e["UID"]);
        // A published calendar names an organizer; ours is fetched.
        Assert.DoesNotContain(lines, l => l.StartsWith("METHOD", StringComparison.Ordinal));
        Assert.EndsWith($"{page.Path}/events/{id}", e["URL"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_keeps_its_lines()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Events.Announce(
            Now + 3600,
            new
            {
                close_at_seconds = Now + 7200,
                description = "We *change* disks.\n\n\n- one\n- two\n",
                updates = new[]
                {
                    new { status = "scheduled", component_changes = page.Events.Says((0, "under_maintenance")) },
                },
            }
        );

        Assert.Single(Unfolded(await page.Visit("/maintenances.ics")), @"DESCRIPTION:We change disks.\none\ntwo");
    }

    [Fact]
    public async Task Nothing_written_into_an_event_makes_lines_of_its_own()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Events.Announce(
            Now + 3600,
            new
            {
                title = "One\u2028BEGIN:VALARM",
                updates = new[]
                {
                    new
                    {
                        status = "scheduled",
                        description = "a\r\nEND:VEVENT\nBEGIN:VEVENT\u0001\u000b\u2029x",
                        component_changes = page.Events.Says((0, "under_maintenance")),
                    },
                },
            }
        );

        var lines = Unfolded(await page.Visit("/maintenances.ics"));

        Assert.Single(lines, "BEGIN:VEVENT");
        Assert.Single(lines, "END:VEVENT");
        Assert.DoesNotContain(string.Concat(lines), char.IsControl);
    }

    [Fact]
    public async Task Every_change_grows_the_sequence()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Announce(Now + 3600, new { close_at_seconds = Now + 7200 })).ChangeId();
        var before = Assert.Single((await Calendar(page)).Events).Sequence;
        Func<Task>[] writes =
        [
            () =>
                page.Api.Post(
                    "/status-page/change/update",
                    new
                    {
                        page_id = page.Events.PageId,
                        change_id = id,
                        title = "Newer disks",
                    }
                ),
            () => page.Events.Update(id, "scheduled"),
            () => page.Events.Update(id, "ongoing"),
            () => page.Events.Update(id, "completed", Now, (0, "operational")),
        ];

        foreach (var write in writes)
        {
            await write();
            var after = Assert.Single((await Calendar(page)).Events).Sequence;
            Assert.InRange(after, before + 1, int.MaxValue);
            before = after;
        }
    }

    [Fact]
    public async Task A_running_maintenance_does_not_end_before_now()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(Now));
        await using var server = await TestServer.Start(clock);
        var page = await SitePage.Create(await server.NewAccount());
        await page.Events.Announce(
            Now - (5 * 3600),
            new
            {
                title = "No end",
                status = "ongoing",
                updates = Begun(page, Now - (5 * 3600)),
            }
        );
        await page.Events.Announce(
            Now - (5 * 3600),
            new
            {
                title = "Overrun",
                status = "ongoing",
                close_at_seconds = Now - 3600,
                updates = Begun(page, Now - (5 * 3600)),
            }
        );

        var before = new Dictionary<string, CalendarEvent>(StringComparer.Ordinal);
        foreach (var hours in (int[])[0, 1, 7])
        {
            clock.Advance(TimeSpan.FromHours(hours));
            foreach (var e in (await Calendar(page)).Events)
            {
                var end = e.DtEnd!.AsUtc;
                Assert.InRange(end, clock.GetUtcNow().UtcDateTime, clock.GetUtcNow().UtcDateTime.AddHours(1));
                if (before.TryGetValue(e.Summary!, out var last))
                    Assert.True(e.Sequence > last.Sequence && e.LastModified!.AsUtc > last.LastModified!.AsUtc);
                before[e.Summary!] = e;
            }
        }

        Assert.Contains("no scheduled end yet", before["No end"].Description, StringComparison.Ordinal);
        Assert.DoesNotContain("no scheduled end yet", before["Overrun"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_maintenance_without_a_planned_end_gets_none()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Events.Announce(Now + 3600);

        var e = Assert.Single((await Calendar(page)).Events);

        Assert.Null(e.DtEnd);
        Assert.Contains("This maintenance has no scheduled end yet.", e.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_maintenance_that_was_called_off_is_cancelled()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Announce(Now + 3600, new { close_at_seconds = Now + 7200 })).ChangeId();
        await page.Events.Update(id, "completed", Now, (0, "operational"));

        var e = Assert.Single((await Calendar(page)).Events);

        Assert.Equal(("CANCELLED", Now + 3600), (e.Status, new DateTimeOffset(e.DtStart!.AsUtc).ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData("UTC", 1)]
    [InlineData("Asia/Kolkata", 1)]
    [InlineData("Europe/Berlin", 7)]
    [InlineData("America/New_York", 7)]
    public async Task A_calendar_without_maintenances_is_valid_and_asks_to_be_read_again(string zone, int clockChanges)
    {
        var (_, member) = await frozen.Server.NewSignedInFrom(zone);
        var page = await SitePage.Create(member);

        var calendar = await Calendar(page);

        Assert.Empty(calendar.Events);
        var found = Assert.Single(calendar.TimeZones);
        Assert.Equal(zone, found.TzId);
        Assert.Equal(clockChanges, found.TimeZoneInfos.Count);
        Assert.Equal("PT1H", calendar.Properties.Single(p => p.Name == "X-PUBLISHED-TTL").Value);
        Assert.Single(Unfolded(await page.Visit("/maintenances.ics")), l =>
            l == "REFRESH-INTERVAL;VALUE=DURATION:PT1H"
        );
    }

    /// <summary>The feed as a calendar program reads it.</summary>
    private static async Task<Calendar> Calendar(SitePage page)
    {
        var calendar = Ical.Net.Calendar.Load((await page.Visit("/maintenances.ics")).Text)!;
        // What RFC 5545 requires of every calendar and event.
        Assert.Equal("2.0", calendar.Version);
        Assert.NotEmpty(calendar.ProductId!);
        Assert.NotEmpty(calendar.Children);
        foreach (var e in calendar.Events)
        {
            Assert.NotEmpty(e.Uid!);
            Assert.NotNull(e.DtStamp);
            Assert.NotNull(e.DtStart);
            Assert.True(e.DtEnd is null || e.DtEnd.AsUtc > e.DtStart.AsUtc);
        }

        return calendar;
    }

    private static object[] Begun(SitePage page, long at) =>
        [
            new
            {
                at_seconds = at,
                status = "ongoing",
                component_changes = page.Events.Says((0, "under_maintenance")),
            },
        ];

    private static string[] Unfolded(SiteAnswer answer) =>
        answer.Text.Replace("\r\n ", "", StringComparison.Ordinal).TrimEnd().Split("\r\n");
}
