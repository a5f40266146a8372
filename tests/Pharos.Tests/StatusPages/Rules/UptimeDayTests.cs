using System.Globalization;
using NodaTime;
using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Rules;

/// <summary>How the days of the uptime bars are cut.</summary>
[Trait("Runs", "Once")]
public sealed class UptimeDayTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void The_last_day_is_the_one_that_now_is_in()
    {
        var days = DayBounds.Last(Uptime.Days, Seconds("2026-05-28T22:30:00Z"), Berlin);

        Assert.Equal(90, days.Count);
        Assert.Equal(new DateOnly(2026, 5, 29), days[^1].Date); // It is past midnight in Berlin.
        Assert.Equal(Seconds("2026-05-28T22:00:00Z"), days[^1].FromSeconds);
        Assert.Equal(days.Skip(1).Select(d => d.FromSeconds), days.SkipLast(1).Select(d => d.ToSeconds));
        Assert.Equal(days.Skip(1).Select(d => d.Date), days.SkipLast(1).Select(d => d.Date.AddDays(1)));
    }

    [Theory]
    [InlineData("Europe/Berlin", 2026, 3, 29, 23)]
    [InlineData("Europe/Berlin", 2026, 10, 25, 25)]
    [InlineData("Europe/Berlin", 2026, 5, 28, 24)]
    [InlineData("America/New_York", 2026, 3, 8, 23)]
    [InlineData("America/New_York", 2026, 11, 1, 25)]
    [InlineData("Australia/Lord_Howe", 2026, 4, 5, 24.5)]
    [InlineData("Africa/Cairo", 2025, 4, 25, 23)] // Midnight itself is skipped.
    [InlineData("America/Havana", 2025, 11, 2, 25)] // Midnight comes twice.
    [InlineData("Pacific/Apia", 2011, 12, 30, 0)] // The whole day is skipped.
    [InlineData("Asia/Shanghai", 2026, 3, 29, 24)]
    [InlineData("UTC", 2026, 3, 29, 24)]
    public void A_day_is_as_long_as_its_clocks_make_it(string zone, int year, int month, int day, double hours)
    {
        var info = DateTimeZoneProviders.Tzdb[zone];
        var date = new DateOnly(year, month, day);

        Assert.Equal(hours * 3600, DayBounds.Midnight(date.AddDays(1), info) - DayBounds.Midnight(date, info));
    }

    [Fact]
    public void An_outage_over_midnight_counts_on_both_days_each_with_its_part()
    {
        var now = Seconds("2026-03-30T12:00:00Z");
        var days = Of([Hit("2026-03-28T22:00:00Z", "2026-03-29T22:30:00Z")], 0, now);

        // The 29th has 23 hours in Berlin; the outage covers it whole.
        Assert.Equal([3600, 23 * 3600, 1800], days.TakeLast(3).Select(d => d.DownSeconds));
        Assert.All(days.TakeLast(3), d =>
            Assert.Equal((ComponentStatus.FullOutage, 1L), (d.Worst, Assert.Single(d.ChangeIds)))
        );
        Assert.All(days.SkipLast(3), d =>
            Assert.Equal((ComponentStatus.Operational, 0L, 0), (d.Worst, d.DownSeconds, d.ChangeIds.Count))
        );
    }

    [Fact]
    public void A_day_shows_its_worst_status_and_names_each_event_once()
    {
        var day = Of(
            [
                Hit("2026-03-30T06:00:00Z", "2026-03-30T07:00:00Z", ComponentStatus.Degraded, 2),
                Hit("2026-03-30T05:00:00Z", "2026-03-30T05:30:00Z", ComponentStatus.PartialOutage, 3),
                Hit("2026-03-30T08:00:00Z", "2026-03-30T09:00:00Z", ComponentStatus.UnderMaintenance, 2),
            ],
            0,
            Seconds("2026-03-30T12:00:00Z")
        )[^1];

        Assert.Equal((ComponentStatus.PartialOutage, 1800L), (day.Worst, day.DownSeconds));
        Assert.Equal([3, 2], day.ChangeIds);
    }

    [Fact]
    public void Before_a_component_was_there_days_say_nothing_and_outages_do_not_count()
    {
        var days = Of(
            [Hit("2026-03-28T00:00:00Z", "2026-03-29T12:00:00Z")],
            Seconds("2026-03-29T10:00:00Z"),
            Seconds("2026-03-30T12:00:00Z")
        );

        Assert.Equal(
            [null, ComponentStatus.FullOutage, ComponentStatus.Operational],
            days.TakeLast(3).Select(d => d.Worst)
        );
        Assert.Equal([0, 7200, 0], days.TakeLast(3).Select(d => d.DownSeconds));
    }

    private static IReadOnlyList<UptimeDay> Of(StatusInterval[] impacts, long availableSince, long now) =>
        UptimeDay.From(impacts, availableSince, now, DayBounds.Last(Uptime.Days, now, Berlin));

    private static StatusInterval Hit(
        string from,
        string to,
        ComponentStatus status = ComponentStatus.FullOutage,
        long change = 1
    ) => new("a", Seconds(from), Seconds(to), status, change);

    private static long Seconds(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
