using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class RouteRuleTests
{
    private const string Critical = """ "if":[{"key":"severity","oper":"IN","vals":["Critical"]}] """;
    private const string ByTeam = """ "routing_mode":"name_mapping","name_mapping_label":"team" """;

    [Fact]
    public void The_first_case_that_matches_wins()
    {
        const string Cases = "{" + Critical + ""","channel_ids":[1]},{"channel_ids":[2]}""";

        Assert.Equal([1], Route(Cases, EventStatus.Critical).ChannelIds);
        Assert.Equal([2], Route(Cases, EventStatus.Info).ChannelIds);
    }

    [Fact]
    public void Fallthrough_tries_the_next_cases_and_names_each_space_once()
    {
        var result = Route(
            "{" + Critical + ""","channel_ids":[1,2],"fallthrough":true},{"channel_ids":[2,3]},{"channel_ids":[4]}""",
            EventStatus.Critical
        );

        Assert.Equal([1, 2, 3], result.ChannelIds);
        Assert.Equal([0, 1], result.Cases);
        Assert.False(result.IsDefault);
    }

    [Fact]
    public void The_default_counts_only_if_no_case_matched()
    {
        var cases = "{" + Critical + ""","channel_ids":[]}""";

        Assert.Equal([9], Route(cases, EventStatus.Info).ChannelIds);
        Assert.True(Route(cases, EventStatus.Info).IsDefault);
        Assert.Empty(Route(cases, EventStatus.Critical).ChannelIds);
    }

    [Theory]
    [InlineData("team=db", 50, false)]
    [InlineData("team=unknown", 9, true)]
    [InlineData("", 9, true)]
    public void Name_mapping_takes_the_space_named_like_the_label_or_else_the_default(
        string labels,
        long channel,
        bool isDefault
    )
    {
        var result = Route("{" + ByTeam + "}", EventStatus.Info, labels);

        Assert.Equal(([channel], isDefault), (result.ChannelIds.ToArray(), result.IsDefault), Same);
        Assert.Equal(
            [50],
            Route("{" + ByTeam.Replace("\"team\"", "\"labels.team\"") + "}", EventStatus.Critical, "team=db").ChannelIds
        );
    }

    [Fact]
    public void A_name_that_no_space_has_does_not_add_the_default_to_other_cases() =>
        Assert.Equal(
            [1],
            Route("{" + ByTeam + ""","fallthrough":true},{"channel_ids":[1]}""", EventStatus.Info, "team=x").ChannelIds
        );

    [Fact]
    public void Without_a_default_nothing_takes_the_event() =>
        Assert.Empty(
            Parse("""{"cases":[{%}]}""".Replace("%", Critical, StringComparison.Ordinal))
                .Check()
                .Route(new FilterSubject { Severity = EventStatus.Info }, _ => null)
                .ChannelIds
        );

    [Theory]
    [InlineData("{}", "At least one of cases and default is required.")]
    [InlineData("""{"cases":[]}""", "At least one of cases and default is required.")]
    [InlineData("""{"cases":[null]}""", "cases[0] is required.")]
    [InlineData("""{"cases":[{"channel_ids":[0]}]}""", "cases[0].channel_ids[0] must be an integer from 1 to")]
    [InlineData("""{"cases":[{"if":[{}]}]}""", "cases[0].if[0].key is required.")]
    [InlineData("""{"cases":[{"routing_mode":"name_mapping"}]}""", "cases[0].name_mapping_label is required.")]
    [InlineData("""{"default":{"channel_ids":[null]}}""", "default.channel_ids[0] is required.")]
    [InlineData(
        """{"cases":[{}],"sections":[{"position":2}]}""",
        "sections[0].position must be an integer from 0 to 1."
    )]
    public void An_error_names_the_field(string wire, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<ApiException>(() => Parse(wire).Check()).Message,
            StringComparison.Ordinal
        );

    private static bool Same((long[], bool) one, (long[], bool) other) =>
        one.Item1.SequenceEqual(other.Item1) && one.Item2 == other.Item2;

    private static RouteResult Route(string cases, EventStatus severity, string labels = "") =>
        Parse("{\"cases\":[" + cases + "],\"default\":{\"channel_ids\":[9]}}")
            .Check()
            .Route(
                new FilterSubject
                {
                    Severity = severity,
                    Labels = labels
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(l => l.Split('='))
                        .ToDictionary(l => l[0], l => l[1]),
                },
                name => name == "db" ? 50 : null
            );

    private static RouteFields Parse(string wire) => JsonSerializer.Deserialize<RouteFields>(wire, WireJson.Options)!;
}
