using System.Text;
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

    private static string[] Unfolded(SiteAnswer answer) =>
        answer.Text.Replace("\r\n ", "", StringComparison.Ordinal).TrimEnd().Split("\r\n");
}
