using System.Diagnostics;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class FilterTests
{
    private static readonly FilterSubject Alert = new()
    {
        Severity = EventStatus.Warning,
        Status = EventStatus.Ok,
        Title = "CPU is high",
        Description = "",
        IntegrationId = 42,
        AlertKey = "cpu-1",
        Labels = new Dictionary<string, string>
        {
            ["host"] = "web-01.example.com",
            ["ip"] = "10.1.2.3",
            ["instance"] = "10.1.2.3:9100",
            ["ip6"] = "2001:db8::1",
            ["instance6"] = "[2001:db8::1]:9100",
            ["load"] = "97.5",
            ["empty"] = "",
            ["path"] = "/var/log",
            ["lines"] = "first\nsecond",
        },
        Fields = new Dictionary<string, IReadOnlyList<string>> { ["region"] = ["eu", "us"] },
    };

    [Theory]
    [InlineData("severity", "Warning", true)]
    [InlineData("severity", "warning", false)]
    [InlineData("alert_severity", "Warning", true)]
    [InlineData("event_severity", "Warning", true)]
    [InlineData("incident_severity", "Warning", true)]
    [InlineData("alert_status", "Ok", true)]
    [InlineData("status", "Warning", false)]
    [InlineData("data_source_id", "42", true)]
    [InlineData("integration_id", "42", true)]
    [InlineData("title", "CPU is high", true)]
    [InlineData("title", "CPU", false)]
    [InlineData("title", "CPU*", true)]
    [InlineData("title", "*high", true)]
    [InlineData("title", "*is*", true)]
    [InlineData("title", "???", false)]
    [InlineData("labels.host", "web-0?.example.*", true)]
    [InlineData("labels.host", "web-?.example.*", false)]
    [InlineData("labels.host", "*", true)]
    [InlineData("labels.empty", "*", true)]
    [InlineData("description", "*", false)]
    [InlineData("labels.none", "*", false)]
    [InlineData("dedup_key", "*", false)]
    [InlineData("labels.host", "/^web-\\d+\\./", true)]
    [InlineData("labels.host", "/^\\d/", false)]
    [InlineData("labels.host", "/EXAMPLE/", false)]
    [InlineData("labels.host", "/(?i)EXAMPLE/", true)]
    [InlineData("labels.path", "/var/log", true)]
    [InlineData("labels.ip", "cidr:10.0.0.0/8", true)]
    [InlineData("labels.ip", "cidr:10.1.2.0/25", true)]
    [InlineData("labels.ip", "cidr:10.1.2.128/25", false)]
    [InlineData("labels.ip", "cidr:0.0.0.0/0", true)]
    [InlineData("labels.instance", "cidr:10.1.0.0/16", true)]
    [InlineData("labels.ip6", "cidr:2001:db8::/32", true)]
    [InlineData("labels.ip6", "cidr:0.0.0.0/0", false)]
    [InlineData("labels.instance6", "cidr:2001:db8::/32", true)]
    [InlineData("labels.load", "cidr:0.0.0.0/0", false)]
    [InlineData("labels.load", "num:gt:97", true)]
    [InlineData("labels.load", "num:gt:97.5", false)]
    [InlineData("labels.load", "num:ge:97.5", true)]
    [InlineData("labels.load", "num:lt:100", true)]
    [InlineData("labels.load", "num:le:-1", false)]
    [InlineData("labels.host", "num:gt:0", false)]
    [InlineData("fields.region", "us", true)]
    [InlineData("fields.region", "asia", false)]
    [InlineData("fields.none", "us", false)]
    public void A_value_fits_by_its_kind_and_NOTIN_is_the_opposite(string key, string value, bool fits)
    {
        Assert.Equal(fits, Matches(key, FilterOperator.IN, value));
        Assert.Equal(!fits, Matches(key, FilterOperator.NOTIN, value));
    }

    [Fact]
    public void IN_needs_one_value_that_fits_and_NOTIN_none()
    {
        Assert.True(Matches("severity", FilterOperator.IN, "Critical", "Warning"));
        Assert.False(Matches("severity", FilterOperator.NOTIN, "Critical", "Warning"));
        Assert.True(Matches("labels.host", FilterOperator.NOTIN, "a", "b*", "/^c/"));
    }

    [Fact]
    public void One_group_is_enough_but_all_of_its_conditions_must_match()
    {
        var yes = Condition("severity", FilterOperator.IN, "Warning");
        var no = Condition("labels.none", FilterOperator.IN, "x");

        Assert.False(
            Filter
                .Parse(
                    [
                        [yes, no],
                    ],
                    "filters"
                )
                .Matches(Alert)
        );
        Assert.True(
            Filter
                .Parse(
                    [
                        [yes, no],
                        [yes],
                    ],
                    "filters"
                )
                .Matches(Alert)
        );
        Assert.False(Filter.ParseFlat([yes, no], "if").Matches(Alert));
        Assert.True(Filter.ParseFlat([yes], "if").Matches(Alert));
    }

    [Fact]
    public void An_absent_filter_matches_everything_unless_it_is_required()
    {
        Assert.True(Filter.Parse(null, "filters").Matches(new FilterSubject()));
        Assert.True(Filter.Parse([], "filters").IsAll);
        Assert.True(Filter.ParseFlat(null, "if").IsAll);
        Assert.Equal("filters is required.", Error(() => Filter.ParseRequired(null, "filters")));
        Assert.Equal("filters must contain at least 1 items.", Error(() => Filter.ParseRequired([], "filters")));
    }

    [Theory]
    [InlineData("host", "x", "filters[0][1].key must be one of: severity, ")]
    [InlineData("labels.", "x", "filters[0][1].key must be one of: severity, ")]
    [InlineData("title", "/(/", "filters[0][1].vals[0] must be a regular expression")]
    [InlineData("title", "/(?=a)/", "filters[0][1].vals[0] must be a regular expression")]
    [InlineData("title", "/(a)\\1/", "filters[0][1].vals[0] must be a regular expression")]
    [InlineData("title", "/((a{1000}){1000}){1000}/", "filters[0][1].vals[0] must be a regular expression")]
    [InlineData("title", "/a\\/", "filters[0][1].vals[0] must be a regular expression")]
    [InlineData("title", "cidr:10.0.0.0", "filters[0][1].vals[0] must be a network")]
    [InlineData("title", "cidr:10.0.0.0/33", "filters[0][1].vals[0] must be a network")]
    [InlineData("title", "cidr:10/8", "filters[0][1].vals[0] must be a network")]
    [InlineData("title", "num:eq:1", "filters[0][1].vals[0] must be a comparison")]
    [InlineData("title", "num:gt:NaN", "filters[0][1].vals[0] must be a comparison")]
    [InlineData("title", "num:gt:", "filters[0][1].vals[0] must be a comparison")]
    public void An_error_names_the_field(string key, string value, string message) =>
        Assert.StartsWith(
            message,
            Error(() =>
                Filter.Parse(
                    [
                        [Condition("title", FilterOperator.IN, "x"), Condition(key, FilterOperator.IN, value)],
                    ],
                    "filters"
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void Missing_parts_and_too_many_parts_are_refused()
    {
        var one = Condition("title", FilterOperator.IN, "x");
        var many = Condition("title", FilterOperator.IN, [.. Enumerable.Repeat("x", Filter.MaxValues)]);

        Assert.Equal(
            "f[0] must contain at least 1 items.",
            Error(() =>
                Filter.Parse(
                    [
                        [],
                    ],
                    "f"
                )
            )
        );
        Assert.Equal(
            "f[0][0] is required.",
            Error(() =>
                Filter.Parse(
                    [
                        [null],
                    ],
                    "f"
                )
            )
        );
        Assert.Equal(
            "f[0][0].oper is required.",
            Error(() =>
                Filter.Parse(
                    [
                        [one with { Oper = null }],
                    ],
                    "f"
                )
            )
        );
        Assert.Equal(
            "f[0][0].vals is required.",
            Error(() =>
                Filter.Parse(
                    [
                        [one with { Vals = null }],
                    ],
                    "f"
                )
            )
        );
        Assert.Equal(
            "f[0][0].key is required.",
            Error(() =>
                Filter.Parse(
                    [
                        [one with { Key = null }],
                    ],
                    "f"
                )
            )
        );
        Assert.Equal(
            "f must contain at most 50 items.",
            Error(() => Filter.Parse([.. Enumerable.Repeat<List<FilterCondition?>>([one], 51)], "f"))
        );
        Assert.Equal(
            "f[0] must contain at most 50 items.",
            Error(() =>
                Filter.Parse(
                    [
                        [.. Enumerable.Repeat(one, 51)],
                    ],
                    "f"
                )
            )
        );
        Assert.Equal(
            "f must contain at most 1000 values in all its conditions together.",
            Error(() =>
                Filter.Parse(
                    [
                        [.. Enumerable.Repeat(many, 6)],
                    ],
                    "f"
                )
            )
        );
        Assert.Equal(
            "f[0][0].vals[0] must be at most 512 characters long.",
            Error(() =>
                Filter.Parse(
                    [
                        [Condition("title", FilterOperator.IN, new string('x', 513))],
                    ],
                    "f"
                )
            )
        );
    }

    [Fact]
    public void The_wire_has_the_names_of_the_contract()
    {
        var wire = """[[{"key":"labels.env","oper":"NOTIN","vals":["test"]}]]""";
        var parsed = JsonSerializer.Deserialize<List<List<FilterCondition?>?>>(wire, WireJson.Options);

        Assert.True(Filter.Parse(parsed, "filters").Matches(Alert));
        Assert.Equal(wire, JsonSerializer.Serialize(parsed, WireJson.Options));
    }

    [Theory]
    [InlineData("[[:digit:]]+", "a1", true)]
    [InlineData("[[:alpha:]_]{3}", "a_b", true)]
    [InlineData("^[^[:space:]]+$", "a b", false)]
    [InlineData("(?P<host>web)", "web", true)]
    [InlineData("\\Qa.b\\E", "a.b", true)]
    [InlineData("\\Qa.b\\E", "axb", false)]
    [InlineData("^\\pL+$", "été", true)]
    [InlineData("\\d", "٣", false)]
    [InlineData("^\\w+$", "é", false)]
    [InlineData("^[\\w.]+$", "a.b", true)]
    [InlineData("^[a-z[]+$", "a[", true)]
    [InlineData("^[]a]+$", "]a", true)]
    [InlineData("^[a-z-[aeiou]]+$", "e", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?m)a$", "a\nb", true)]
    [InlineData("\\x{2713}", "✓", true)]
    [InlineData("[\\D]", "1", false)]
    [InlineData("[\\S]", " ", false)]
    [InlineData("[\\W]", "_", false)]
    public void Regular_expressions_have_RE2_semantics(string pattern, string text, bool matches) =>
        Assert.Equal(
            matches,
            Filter
                .ParseFlat([Condition("title", FilterOperator.IN, $"/{pattern}/")], "if")
                .Matches(new FilterSubject { Title = text })
        );

    [Theory]
    [InlineData("/(a+)+$/")]
    [InlineData("*a*a*a*a*a*a*b")]
    public void A_hostile_pattern_takes_linear_time(string pattern)
    {
        var filter = Filter.ParseFlat([Condition("title", FilterOperator.IN, pattern)], "if");
        var watch = Stopwatch.StartNew();

        Assert.False(filter.Matches(new FilterSubject { Title = new string('a', 10_000) + "c" }));

        Assert.True(watch.ElapsedMilliseconds < 2000, $"took {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Matching_allocates_nothing()
    {
        var filter = Filter.Parse(
            [
                [Condition("labels.host", FilterOperator.IN, "a", "b", "/^db-\\d+$/")],
                [Condition("severity", FilterOperator.NOTIN, "Warning"), Condition("title", FilterOperator.IN, "x*")],
                [
                    Condition("labels.load", FilterOperator.IN, "num:gt:99"),
                    Condition("data_source_id", FilterOperator.IN, "7"),
                ],
            ],
            "filters"
        );
        filter.Matches(Alert);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            filter.Matches(Alert);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    private static bool Matches(string key, FilterOperator oper, params string[] values) =>
        Filter
            .Parse(
                [
                    [Condition(key, oper, values)],
                ],
                "filters"
            )
            .Matches(Alert);

    private static FilterCondition Condition(string key, FilterOperator oper, params string[] values) =>
        new()
        {
            Key = key,
            Oper = oper,
            Vals = [.. values],
        };

    private static string Error(Action action) => Assert.Throws<ApiException>(action).Message;
}
