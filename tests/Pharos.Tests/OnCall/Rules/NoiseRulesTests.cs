using System.Text.Json;
using NodaTime;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

/// <summary>Silence, inhibit and drop rules.</summary>
[Trait("Runs", "Once")]
public sealed class NoiseRulesTests
{
    private const string Filters = """ "filters":[[{"key":"labels.host","oper":"IN","vals":["web"]}]] """;
    private static readonly FilterSubject Web = Alert("host=web");
    private static readonly FilterSubject Db = Alert("host=db");

    [Fact]
    public void A_silence_for_one_time_is_in_force_from_its_start_until_its_end()
    {
        var rule = Silence("""{"rule_name":"s","time_filter":{"start_time":100,"end_time":200},""" + Filters + "}");

        bool Silences(long now) => rule.Silences(Web, now, DateTimeZone.Utc, (_, _) => null);

        Assert.Equal([false, true, true, false], new long[] { 99, 100, 199, 200 }.Select(Silences));
        Assert.False(rule.Silences(Db, 100, DateTimeZone.Utc, (_, _) => null));
        Assert.Equal(200, rule.EndTime);
        Assert.False(rule.Discards);
    }

    [Fact]
    public void A_silence_can_recur_weekly_and_by_calendar()
    {
        var rule = Silence(
            """
            {"rule_name":"s","is_directly_discard":true,
            "time_filters":[{"start":"02:00","end":"04:00","repeat":[0]},{"cal_id":"cal.x","is_off":true}],
            """
                + Filters
                + "}"
        );
        var sunday = new DateTimeOffset(2026, 6, 7, 3, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

        bool Silences(long now) => rule.Silences(Web, now, DateTimeZone.Utc, (_, day) => day.Day == 9);

        Assert.True(Silences(sunday));
        Assert.False(Silences(sunday + 3600));
        Assert.False(Silences(sunday + 86400));
        Assert.True(Silences(sunday + (2 * 86400)));
        Assert.Null(rule.EndTime);
        Assert.True(rule.Discards);
    }

    [Theory]
    [InlineData("""{"rule_name":"s",F}""", "Exactly one of time_filter and time_filters is required.")]
    [InlineData(
        """{"rule_name":"s","time_filter":{"start_time":1,"end_time":2},"time_filters":[{"repeat":[1]}],F}""",
        "Exactly one of time_filter and time_filters is required."
    )]
    [InlineData("""{"rule_name":"s","time_filter":{"start_time":1,"end_time":2}}""", "filters is required.")]
    [InlineData(
        """{"rule_name":"s","time_filter":{"start_time":2,"end_time":2},F}""",
        "time_filter.end_time must be later than time_filter.start_time."
    )]
    [InlineData("""{"rule_name":"s","time_filter":{"start_time":2},F}""", "time_filter.end_time is required.")]
    [InlineData("""{"rule_name":"s","time_filters":[{}],F}""", "time_filters[0].start is required.")]
    [InlineData("""{"rule_name":"1234567890123456789012345678901234567890"}""", "rule_name must be at most 39")]
    [InlineData("""{"rule_name":" "}""", "rule_name must not be blank.")]
    [InlineData("{}", "rule_name is required.")]
    [InlineData("""{"rule_name":"s","priority":-1}""", "priority must be an integer from 0 to 10000.")]
    public void An_error_of_a_silence_names_the_field(string wire, string message) =>
        Assert.StartsWith(
            message,
            Assert
                .Throws<ApiException>(() => Silence(wire.Replace("F}", Filters + "}", StringComparison.Ordinal)))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_drop_rule_drops_what_its_filters_match_and_needs_some()
    {
        var rule = Parse<DropRuleFields>("""{"rule_name":"d",""" + Filters + "}").Check();

        Assert.True(rule.Drops(Web));
        Assert.False(rule.Drops(Db));
        Assert.Throws<ApiException>(() => Parse<DropRuleFields>("""{"rule_name":"d","filters":[]}""").Check());
    }

    [Theory]
    [InlineData("host=web level=page dc=1", "host=web dc=1", true)]
    [InlineData("host=web level=page dc=1", "host=web dc=2", false)]
    [InlineData("host=web level=page", "host=web", false)]
    [InlineData("host=web dc=1", "host=web dc=1", false)]
    [InlineData("host=web level=page dc=1", "host=db dc=1", false)]
    public void An_active_alert_inhibits_others_with_equal_keys(string source, string target, bool inhibits)
    {
        var active = new InhibitSource("1", Alert(source), 1000, false, false);

        Assert.Equal(inhibits, Inhibit().FindSource("2", Alert(target), [active], 1000) is not null);
    }

    [Fact]
    public void Only_another_alert_that_is_active_and_not_acknowledged_inhibits()
    {
        var target = Alert("host=web dc=1");
        var active = new InhibitSource("1", Alert("level=page dc=1"), 1000, false, false);

        Assert.Same(active, Inhibit().FindSource("2", target, [active], 1600));
        Assert.Null(Inhibit().FindSource("2", target, [active], 1601));
        Assert.Null(Inhibit().FindSource("2", target, [active with { IsRecovered = true }], 1000));
        Assert.Null(Inhibit().FindSource("2", target, [active with { IsAcknowledged = true }], 1000));
        Assert.Null(Inhibit().FindSource("1", target, [active], 1000));
        Assert.Null(Inhibit().FindSource("2", target, [], 1000));
        Assert.NotNull(Inhibit().FindSource("2", target, [active with { IsRecovered = true }, active], 1000));
    }

    [Theory]
    [InlineData("""{"rule_name":"i"}""", "equals is required.")]
    [InlineData("""{"rule_name":"i","equals":["x"]}""", "equals[0] must be one of: severity")]
    [InlineData("""{"rule_name":"i","equals":["title"],"source_filters":[[]]}""", "source_filters[0] must contain")]
    [InlineData("""{"rule_name":"i","equals":["title"],"target_filters":[null]}""", "target_filters[0] is required.")]
    public void An_error_of_an_inhibit_rule_names_the_field(string wire, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<ApiException>(() => Parse<InhibitRuleFields>(wire).Check()).Message,
            StringComparison.Ordinal
        );

    private static InhibitRule Inhibit() =>
        Parse<InhibitRuleFields>(
                """
                {"rule_name":"i","equals":["labels.dc"],
                "source_filters":[[{"key":"labels.level","oper":"IN","vals":["page"]}]],
                "target_filters":[[{"key":"labels.host","oper":"IN","vals":["web"]}]]}
                """
            )
            .Check();

    private static SilenceRule Silence(string wire) => Parse<SilenceRuleFields>(wire).Check();

    private static T Parse<T>(string wire) => JsonSerializer.Deserialize<T>(wire, WireJson.Options)!;

    private static FilterSubject Alert(string labels) =>
        new()
        {
            Labels = labels
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split('='))
                .ToDictionary(l => l[0], l => l[1]),
        };
}
