using System.Globalization;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.Tests.Kernel;

[Trait("Runs", "Once")]
public sealed class TimeZonesTests
{
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("europe/berlin")]
    [InlineData("Asia/Calcutta")] // A link.
    [InlineData("US/Pacific")]
    [InlineData("Etc/GMT+5")]
    [InlineData("UTC")]
    [InlineData("utc")]
    public void A_zone_or_link_of_the_database_is_found_in_any_case(string name) =>
        Assert.NotNull(TimeZones.Find(name));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("Pacific Standard Time")]
    [InlineData("UTC+05")]
    [InlineData("UTC+05:30")]
    [InlineData("../etc/passwd")]
    [InlineData("")]
    public void No_other_text_names_a_zone(string name) => Assert.Null(TimeZones.Find(name));

    [Fact]
    public void A_stored_name_that_is_unknown_means_UTC() =>
        Assert.Equal(DateTimeZone.Utc, TimeZones.FindOrUtc("Mars/Olympus"));

    [Theory]
    [InlineData("UTC", "2026-01-15T12:00Z", "UTC", "UTC", "UTC")]
    [InlineData("Europe/Berlin", "2026-01-15T12:00Z", "CET", "CET (UTC+1)", "UTC+1")]
    [InlineData("Europe/Berlin", "2026-07-15T12:00Z", "CEST", "CEST (UTC+2)", "UTC+2")]
    [InlineData("Europe/London", "2026-01-15T12:00Z", "GMT", "GMT", "UTC")]
    [InlineData("Asia/Shanghai", "2026-01-15T12:00Z", "CST", "CST (UTC+8)", "UTC+8")]
    [InlineData("Asia/Kolkata", "2026-01-15T12:00Z", "IST", "IST (UTC+5:30)", "UTC+5:30")]
    [InlineData("America/Sao_Paulo", "2026-01-15T12:00Z", "UTC−3", "UTC−3", "UTC−3")] // Has no abbreviation.
    public void A_zone_is_named_by_its_abbreviation_of_that_day(
        string zone,
        string moment,
        string abbreviation,
        string withOffset,
        string offset
    )
    {
        var seconds = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        var found = TimeZones.Find(zone)!;
        Assert.Equal(
            (abbreviation, withOffset, offset),
            (found.Abbreviation(seconds), found.AbbreviationAndOffset(seconds), found.Offset(seconds))
        );
    }

    [Fact]
    public void Forms_suggest_places_and_UTC_but_no_fixed_offsets()
    {
        Assert.Superset(
            new HashSet<string> { "Europe/Berlin", "Asia/Shanghai", "UTC" },
            TimeZones.Suggested.ToHashSet()
        );
        Assert.DoesNotContain(TimeZones.Suggested, name => name.StartsWith("Etc/", StringComparison.Ordinal));
        Assert.All(TimeZones.Suggested, name => Assert.NotNull(TimeZones.Find(name)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30Z")] // Skipped: 03:30.
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z")] // Shown twice: the first.
    [InlineData("Europe/Berlin", "2026-07-01T12:00", "2026-07-01T10:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45Z")] // A gap of half an hour.
    public void A_skipped_time_moves_by_the_gap_and_a_repeated_one_means_the_first(
        string zone,
        string local,
        string moment
    ) =>
        Assert.Equal(
            DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
            TimeZones
                .Find(zone)!
                .Seconds(LocalDateTime.FromDateTime(DateTime.Parse(local, CultureInfo.InvariantCulture)))
        );
}
