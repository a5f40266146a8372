using System.Globalization;
using System.Text.Json;
using NodaTime;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class TimeFilterTests
{
    /// <summary>In 2026 the clock skips 02:00 to 03:00 on 29 March and shows it twice on 25 October.</summary>
    private static readonly DateTimeZone Berlin = TimeZones.Find("Europe/Berlin")!;

    [Theory]
    // A Monday.
    [InlineData("""{"start":"08:00","end":"20:00"}""", "2026-06-01T08:00+02:00", true)]
    [InlineData("""{"start":"08:00","end":"20:00"}""", "2026-06-01T07:59+02:00", false)]
    [InlineData("""{"start":"08:00","end":"20:00"}""", "2026-06-01T19:59+02:00", true)]
    [InlineData("""{"start":"08:00","end":"20:00"}""", "2026-06-01T20:00+02:00", false)]
    [InlineData("""{"start":"08:00","end":"20:00","repeat":[1]}""", "2026-06-01T12:00+02:00", true)]
    [InlineData("""{"start":"08:00","end":"20:00","repeat":[0,2]}""", "2026-06-01T12:00+02:00", false)]
    [InlineData("""{"repeat":[1]}""", "2026-06-01T00:00+02:00", true)]
    [InlineData("""{"repeat":[1]}""", "2026-06-01T23:59+02:00", true)]
    [InlineData("""{"repeat":[1]}""", "2026-06-02T00:00+02:00", false)]
    // Over midnight: the window belongs to the day on which it starts.
    [InlineData("""{"start":"22:00","end":"06:00","repeat":[1]}""", "2026-06-01T23:00+02:00", true)]
    [InlineData("""{"start":"22:00","end":"06:00","repeat":[1]}""", "2026-06-02T05:59+02:00", true)]
    [InlineData("""{"start":"22:00","end":"06:00","repeat":[1]}""", "2026-06-02T06:00+02:00", false)]
    [InlineData("""{"start":"22:00","end":"06:00","repeat":[1]}""", "2026-06-01T05:00+02:00", false)]
    [InlineData("""{"start":"22:00","end":"06:00","repeat":[6]}""", "2026-06-07T01:00+02:00", true)]
    // The whole day, also as people write it.
    [InlineData("""{"start":"00:00","end":"24:00"}""", "2026-06-01T23:59+02:00", true)]
    [InlineData("""{"start":"00:00","end":"23:59"}""", "2026-06-01T23:59+02:00", true)]
    [InlineData("""{"start":"00:00","end":"00:00","repeat":[1]}""", "2026-06-01T12:00+02:00", true)]
    [InlineData("""{"start":"09:00","end":"09:00","repeat":[1]}""", "2026-06-02T08:59+02:00", true)]
    [InlineData("""{"start":"09:00","end":"09:00","repeat":[1]}""", "2026-06-02T09:00+02:00", false)]
    // The skipped hour: 02:15 moves to 03:15.
    [InlineData("""{"start":"02:15","end":"02:45"}""", "2026-03-29T03:14+02:00", false)]
    [InlineData("""{"start":"02:15","end":"02:45"}""", "2026-03-29T03:15+02:00", true)]
    [InlineData("""{"start":"02:15","end":"02:45"}""", "2026-03-29T03:45+02:00", false)]
    [InlineData("""{"start":"22:00","end":"06:00"}""", "2026-03-29T03:00+02:00", true)]
    [InlineData("""{"start":"22:00","end":"06:00"}""", "2026-03-29T06:00+02:00", false)]
    // The hour that occurs twice: the first is meant.
    [InlineData("""{"start":"02:15","end":"02:45"}""", "2026-10-25T02:30+02:00", true)]
    [InlineData("""{"start":"02:15","end":"02:45"}""", "2026-10-25T02:30+01:00", false)]
    [InlineData("""{"start":"01:00","end":"04:00"}""", "2026-10-25T02:30+01:00", true)]
    [InlineData("""{"start":"02:30","end":"08:00"}""", "2026-10-25T02:15+01:00", true)]
    [InlineData("""{"start":"20:00","end":"02:30"}""", "2026-10-25T02:29+02:00", true)]
    [InlineData("""{"start":"20:00","end":"02:30"}""", "2026-10-25T02:15+01:00", false)]
    public void A_window_is_local_time(string wire, string at, bool matches) =>
        Assert.Equal(matches, Parse(wire).Matches(Seconds(at), Berlin, (_, _) => null));

    [Theory]
    [InlineData("""{"cal_id":"cal.x","is_off":true}""", "2026-06-01T12:00+02:00", true)]
    [InlineData("""{"cal_id":"cal.x","is_off":false}""", "2026-06-01T12:00+02:00", false)]
    [InlineData("""{"cal_id":"cal.x"}""", "2026-06-02T12:00+02:00", true)]
    [InlineData("""{"cal_id":"cal.x","is_off":true,"start":"22:00","end":"06:00"}""", "2026-06-02T01:00+02:00", true)]
    [InlineData("""{"cal_id":"cal.x","is_off":true,"start":"22:00","end":"06:00"}""", "2026-06-01T12:00+02:00", false)]
    [InlineData("""{"cal_id":"cal.none","is_off":true}""", "2026-06-01T12:00+02:00", false)]
    [InlineData("""{"cal_id":"cal.none","is_off":false}""", "2026-06-01T12:00+02:00", false)]
    public void A_calendar_decides_by_days(string wire, string at, bool matches) =>
        Assert.Equal(
            matches,
            Parse(wire)
                .Matches(Seconds(at), Berlin, (id, day) => id == "cal.x" ? day == new DateOnly(2026, 6, 1) : null)
        );

    [Fact]
    public void Two_windows_that_meet_leave_no_gap_on_any_day_of_the_year()
    {
        TimeFilter[] filters =
        [
            Parse("""{"start":"02:30","end":"14:30"}"""),
            Parse("""{"start":"14:30","end":"02:30"}"""),
        ];
        var start = Seconds("2026-01-01T00:00+01:00");

        for (var at = start; at < start + (365 * 86400L); at += 900)
            Assert.True(TimeFilter.MatchesAny(filters, at, Berlin, (_, _) => null), $"gap at {at}");
    }

    [Theory]
    [InlineData("{}", "f[0].start is required.")]
    [InlineData("""{"start":"08:00"}""", "f[0].end is required.")]
    [InlineData("""{"start":"8:00","end":"20:00"}""", "f[0].start must be a time of day such as 08:30")]
    [InlineData("""{"start":"08:00","end":"24:01"}""", "f[0].end must be a time of day such as 08:30")]
    [InlineData("""{"start":"08:60","end":"20:00"}""", "f[0].start must be a time of day such as 08:30")]
    [InlineData("""{"start":"-1:00","end":"20:00"}""", "f[0].start must be a time of day such as 08:30")]
    [InlineData("""{"repeat":[7]}""", "f[0].repeat[0] must be an integer from 0 to 6.")]
    [InlineData("""{"repeat":[null]}""", "f[0].repeat[0] is required.")]
    public void An_error_names_the_field(string wire, string message) =>
        Assert.StartsWith(message, Assert.Throws<ApiException>(() => Parse(wire)).Message, StringComparison.Ordinal);

    private static TimeFilter Parse(string wire) =>
        TimeFilter.ParseAll([JsonSerializer.Deserialize<TimeFilterFields>(wire, WireJson.Options)], "f")[0];

    private static long Seconds(string at) =>
        DateTimeOffset.ParseExact(at, "yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
