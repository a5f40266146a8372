using System.Diagnostics;
using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class GroupingTests
{
    private const long Now = 1_000_000;

    [Fact]
    public void Without_grouping_every_alert_is_an_incident()
    {
        Assert.Null(Grouping.None.Join(Alert("a=1"), [Candidate(Grouping.None, Alert("a=1"))], Now));
        Assert.Equal(GroupMethod.N, Grouping.Parse(null, "group").Method);
    }

    [Theory]
    [InlineData("a=1 b=1", "a=1 b=1", true)]
    [InlineData("a=1 b=1", "a=1 b=2", false)]
    [InlineData("a=1 b=1 c=9", "a=1 b=2 c=9", true)]
    [InlineData("a=1", "a=1", true)]
    [InlineData("a=1", "b=1", false)]
    [InlineData("c=7", "a=1 b=1 c=7", true)]
    public void Alerts_that_agree_in_one_list_of_keys_belong_together(string first, string next, bool together)
    {
        var grouping = Parse("""{"method":"p","equals":[["labels.a","labels.b"],["labels.c"]]}""");

        // Labels that are missing in both are equal, so this test gives every alert its own c.
        var one = Alert(first.Contains("c=", StringComparison.Ordinal) ? first : first + " c=1");
        var other = Alert(next.Contains("c=", StringComparison.Ordinal) ? next : next + " c=2");

        Assert.Equal(together, grouping.Join(other, [Candidate(grouping, one)], Now) is not null);
    }

    [Fact]
    public void Two_missing_values_are_equal_unless_all_are_required()
    {
        var lenient = Parse("""{"method":"p","equals":[["labels.a"]]}""");
        var strict = Parse("""{"method":"p","equals":[["labels.a"]],"all_equals_required":true}""");

        Assert.NotNull(lenient.Join(Alert("b=2"), [Candidate(lenient, Alert("b=1"))], Now));
        Assert.Null(strict.Join(Alert("b=2"), [Candidate(strict, Alert("b=1"))], Now));
        Assert.NotNull(strict.Join(Alert("a=1"), [Candidate(strict, Alert("a=1"))], Now));
    }

    [Fact]
    public void The_first_case_that_fits_replaces_the_lists()
    {
        var grouping = Parse(
            """
            {"method":"p","equals":[["labels.a"]],"cases":[
              {"if":[{"key":"labels.team","oper":"IN","vals":["db"]}],"equals":["labels.host"]},
              {"if":[{"key":"labels.team","oper":"IN","vals":["*"]}],"equals":["labels.b"]}]}
            """
        );

        bool Together(string one, string other) =>
            grouping.Join(Alert(other), [Candidate(grouping, Alert(one))], Now) is not null;

        Assert.True(Together("team=db host=h a=1", "team=db host=h a=2"));
        Assert.False(Together("team=db host=h a=1", "team=db host=i a=1"));
        Assert.True(Together("team=x b=1", "team=y b=1"));
        Assert.True(Together("a=1", "a=1 b=3"));
    }

    [Fact]
    public void Values_that_look_alike_when_joined_differ()
    {
        var grouping = Parse("""{"method":"p","equals":[["labels.a","labels.b"]]}""");

        Assert.NotEqual(grouping.Digests(Alert("a=12 b=3")), grouping.Digests(Alert("a=1 b=23")));
        Assert.NotEqual(grouping.Digests(Alert("a=x")), grouping.Digests(Alert("b=x")));
        Assert.All(grouping.Digests(Alert("a=x")), digest => Assert.Matches("^[0-9a-f]{32}$", digest));
    }

    [Theory]
    [InlineData("tumbling", 10, 599, 5, true)]
    [InlineData("tumbling", 10, 600, 600, true)]
    [InlineData("tumbling", 10, 601, 5, false)]
    [InlineData("sliding", 10, 5000, 600, true)]
    [InlineData("sliding", 10, 5000, 601, false)]
    [InlineData("sliding", 0, 5000000, 5000000, true)]
    public void An_incident_takes_alerts_within_its_window(string type, int minutes, long age, long idle, bool takes)
    {
        var grouping = Parse(
            $$"""{"method":"p","equals":[["title"]],"time_window":{{minutes}},"window_type":"{{type}}"}"""
        );
        var candidate = Candidate(grouping, Alert("")) with { StartTime = Now - age, LastMergeTime = Now - idle };

        Assert.Equal(takes, grouping.Join(Alert(""), [candidate], Now) is not null);
    }

    [Fact]
    public void Closed_full_and_locked_incidents_take_no_alerts()
    {
        var grouping = Parse("""{"method":"p","equals":[["title"]]}""");
        var candidate = Candidate(grouping, Alert(""));

        Assert.Null(grouping.Join(Alert(""), [candidate with { IsClosed = true }], Now));
        Assert.Null(grouping.Join(Alert(""), [candidate with { IsMergeDisabled = true }], Now));
        Assert.Null(grouping.Join(Alert(""), [candidate with { AlertCount = 5000 }], Now));
        Assert.NotNull(grouping.Join(Alert(""), [candidate with { AlertCount = 4999 }], Now));
    }

    [Fact]
    public void Of_several_incidents_the_newest_takes_the_alert_in_whatever_order_they_come()
    {
        var grouping = Parse("""{"method":"p","equals":[["title"]]}""");
        var one = Candidate(grouping, Alert("")) with { IncidentId = "1", StartTime = Now - 10 };
        var two = one with { IncidentId = "2", StartTime = Now - 5 };
        var three = one with { IncidentId = "3", StartTime = Now - 5 };

        Assert.Equal("3", grouping.Join(Alert(""), [one, two, three], Now)!.IncidentId);
        Assert.Equal("3", grouping.Join(Alert(""), [three, two, one], Now)!.IncidentId);
    }

    [Theory]
    [InlineData("CPU is high on web-01", "CPU is high on web-02", true)]
    [InlineData("CPU is high on web-01", "cpu is HIGH on web-113", true)]
    [InlineData("CPU is high on web-01", "Disk is full on db-01", false)]
    [InlineData("磁盘空间不足，剩余 5%", "磁盘空间不足，剩余 12%", true)]
    [InlineData("磁盘空间不足", "内存使用率过高", false)]
    public void Similar_titles_belong_together(string first, string next, bool together)
    {
        var grouping = Parse("""{"method":"i"}""");
        var candidate = Candidate(grouping, new FilterSubject { Title = first });

        Assert.Equal(together, grouping.Join(new FilterSubject { Title = next }, [candidate], Now) is not null);
    }

    [Fact]
    public void The_score_is_the_mean_share_of_words_and_the_title_counts_twice()
    {
        FilterKey[] keys = [FilterKey.Check("title", ""), FilterKey.Check("labels.service", "")];
        double Score(string titleA, string serviceA, string titleB, string serviceB) =>
            SimilarityProfile
                .From(keys, Alert("service=" + serviceA) with { Title = titleA })
                .Score(SimilarityProfile.From(keys, Alert("service=" + serviceB) with { Title = titleB }));

        Assert.Equal(1, Score("a b", "s", "b a", "s"));
        Assert.Equal(2.0 / 3, Score("a b", "s", "a b", "t"), 6);
        Assert.Equal(((2 * 0.5) + 1) / 3, Score("a b", "s", "a c", "s"), 6);
        Assert.Equal(0, Score("a", "s", "b", "t"));
        Assert.Equal(0, SimilarityProfile.From(keys, new()).Score(SimilarityProfile.From(keys, new())));
    }

    [Fact]
    public void The_most_similar_incident_takes_the_alert()
    {
        var grouping = Parse("""{"method":"i","i_keys":["title"],"i_score_threshold":0.5}""");
        var close = Candidate(grouping, new FilterSubject { Title = "a b c d" }) with { IncidentId = "close" };
        var far = Candidate(grouping, new FilterSubject { Title = "a b c x" }) with { IncidentId = "far" };

        var joined = grouping.Join(new FilterSubject { Title = "a b c d" }, [far, close], Now);

        Assert.Equal("close", joined!.IncidentId);
    }

    [Fact]
    public void A_thousand_incidents_with_long_texts_are_compared_quickly()
    {
        var grouping = Parse("""{"method":"i"}""");
        var text = string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"word{(char)('a' + (i % 26))}x"));
        var alert = new FilterSubject { Title = text, Description = text };
        var candidates = Enumerable.Repeat(Candidate(grouping, alert with { Title = "other" }), 5_000).ToList();
        var watch = Stopwatch.StartNew();

        Assert.Null(grouping.Join(alert, candidates, Now));

        Assert.True(watch.ElapsedMilliseconds < 1000, $"took {watch.ElapsedMilliseconds} ms");
    }

    [Theory]
    [InlineData("{}", "group.method is required.")]
    [InlineData("""{"method":"p","equals":[[]]}""", "group.equals[0] must contain at least 1 items.")]
    [InlineData("""{"method":"p","equals":[["x"]]}""", "group.equals[0][0] must be one of: severity")]
    [InlineData(
        """{"method":"p","equals":[["title","title","title","title","title","title"]]}""",
        "group.equals[0] must contain at most 5 items."
    )]
    [InlineData("""{"method":"p","cases":[{}]}""", "group.cases[0].equals is required.")]
    [InlineData("""{"method":"p","cases":[{"if":[null],"equals":["title"]}]}""", "group.cases[0].if[0] is required.")]
    [InlineData("""{"method":"n","time_window":43201}""", "group.time_window must be an integer from 0 to 43200.")]
    [InlineData(
        """{"method":"i","i_score_threshold":0.4}""",
        "group.i_score_threshold must be a number from 0.5 to 1."
    )]
    [InlineData("""{"method":"i","i_keys":["x"]}""", "group.i_keys[0] must be one of: severity")]
    [InlineData("""{"method":"n","storm_thresholds":[1]}""", "group.storm_thresholds[0] must be an integer from 2 to")]
    [InlineData("""{"method":"n","storm_threshold":10001}""", "group.storm_threshold must be an integer from 0 to")]
    public void An_error_names_the_field(string wire, string message) =>
        Assert.StartsWith(message, Assert.Throws<ApiException>(() => Parse(wire)).Message, StringComparison.Ordinal);

    [Fact]
    public void Storm_thresholds_are_sorted_and_the_older_single_one_still_counts()
    {
        Assert.Equal([5, 10], Parse("""{"method":"n","storm_thresholds":[10,5,10]}""").StormThresholds);
        Assert.Equal([7], Parse("""{"method":"n","storm_threshold":7}""").StormThresholds);
        Assert.Equal([3], Parse("""{"method":"n","storm_threshold":7,"storm_thresholds":[3]}""").StormThresholds);
        Assert.Empty(Parse("""{"method":"n","storm_threshold":0}""").StormThresholds);
    }

    [Theory]
    [InlineData(0, 1, "")]
    [InlineData(1, 2, "2")]
    [InlineData(2, 3, "")]
    [InlineData(1, 150, "2 10 100")]
    [InlineData(9, 10, "10")]
    [InlineData(100, 5000, "")]
    public void A_storm_threshold_is_reached_once(int before, int after, string reached) =>
        Assert.Equal(reached, string.Join(' ', StormThresholds.Reached([10, 2, 100], before, after)));

    private static Grouping Parse(string wire) =>
        Grouping.Parse(JsonSerializer.Deserialize<GroupFields>(wire, WireJson.Options), "group");

    private static GroupCandidate Candidate(Grouping grouping, FilterSubject first) =>
        new()
        {
            IncidentId = "1",
            StartTime = Now - 60,
            LastMergeTime = Now - 60,
            Digests = grouping.Digests(first),
            Profile = grouping.Profile(first),
        };

    private static FilterSubject Alert(string labels) =>
        new()
        {
            Title = "title",
            Labels = labels
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split('='))
                .ToDictionary(l => l[0], l => l[1]),
        };
}
