using FsCheck;
using FsCheck.Fluent;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class TitleRuleTests
{
    private static readonly TitleVariables Variables = new()
    {
        Labels = new Dictionary<string, string>
        {
            ["check"] = "cpu idle",
            ["resource"] = "es.nj.01",
            ["k8s.pod"] = "api-7",
            ["host-name"] = "web",
            ["long"] = new('x', 2048),
            ["blank"] = " ",
        },
        Title = "before",
        Description = "first\nsecond",
        Severity = EventStatus.Critical,
        Status = EventStatus.Ok,
        AlertKey = "key-1",
        TitleRule = "rule",
        IntegrationType = "prometheus",
        IntegrationName = "Prod",
    };

    [Theory]
    [InlineData("Disk full", "Disk full")]
    [InlineData("a::$check::b", "a / cpu idle / b")]
    [InlineData("$check::$resource", "cpu idle / es.nj.01")]
    [InlineData("$check / $resource", "cpu idle / es.nj.01")]
    [InlineData("$check::$none", "cpu idle / $none")]
    [InlineData("costs $5 or $", "costs $5 or $")]
    [InlineData("pod $k8s.pod.", "pod api-7.")]
    [InlineData("$check/$resource", "cpu idle/es.nj.01")]
    [InlineData("$checks", "$checks")]
    [InlineData("${check}", "${check}")]
    [InlineData("[TPL]${check} on ${none}", "cpu idle on <no value>")]
    [InlineData("[TPL]{{.Labels.check}} on {{ .Labels.none }}!", "cpu idle on !")]
    [InlineData("[TPL]{{$.Labels.check}}", "cpu idle")]
    [InlineData("[TPL]{{index .Labels \"host-name\"}}", "web")]
    [InlineData("[TPL]{{.Title}}|{{.EventSeverity}}|{{.EventStatus}}|{{.AlertKey}}", "before|Critical|Ok|key-1")]
    [InlineData("[TPL]{{.TitleRule}}|{{.IntegrationType}}|{{.IntegrationName}}", "rule|prometheus|Prod")]
    [InlineData("[TPL]{{.Description}}", "first second")]
    [InlineData("[TPL]a {{- .Title -}} b", "abeforeb")]
    [InlineData("[TPL]a{{if .Title}}b{{end}}{{.Unknown}}{{exec \"rm\"}}", "ab")]
    [InlineData("[TPL]open {{.Title", "open {{.Title")]
    [InlineData("[TPL]open ${check", "open ${check")]
    [InlineData("[TPL]{{.Labels.none}}", "cpu idle / es.nj.01")]
    [InlineData("$blank", "cpu idle / es.nj.01")]
    [InlineData("", "cpu idle / es.nj.01")]
    public void A_rule_yields_a_title(string rule, string title) =>
        Assert.Equal(title, TitleRule.Render(rule, Variables));

    [Fact]
    public void Without_any_value_the_title_is_the_key() =>
        Assert.Equal(
            "key-1",
            TitleRule.Render("[TPL]{{.Labels.x}}", Variables with { Labels = new Dictionary<string, string>() })
        );

    [Fact]
    public void A_long_title_is_cut_at_512_characters_without_splitting_one()
    {
        Assert.Equal(new string('x', 512), TitleRule.Render("$long $long", Variables));
        Assert.Equal(
            string.Concat(Enumerable.Repeat("😀", 512)),
            TitleRule.Render(string.Concat(Enumerable.Repeat("😀", 600)), Variables)
        );
    }

    [Fact]
    public void No_rule_fails_or_makes_a_long_title() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithQuietOnSuccess(true),
            Prop.ForAll(
                Gen.Elements("[TPL]", "{{", "}}", "${", "}", "$", "::", ".Labels.check", "index ", "\"", "-", " ", "x")
                    .Or(ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get))
                    .ArrayOf()
                    .Select(parts => string.Concat(parts))
                    .ToArbitrary(),
                rule => TitleRule.Render(rule, Variables).EnumerateRunes().Count() is > 0 and <= 512
            )
        );
}
