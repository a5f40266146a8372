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
