using Pharos.OnCall.Noise.Console;

namespace Pharos.Tests.OnCall.Noise.Console;

/// <summary>Values of conditions as people type them.</summary>
[Trait("Runs", "Once")]
public sealed class ConditionsTests
{
    [Theory]
    [InlineData("a, b", new[] { "a", "b" })]
    [InlineData(" a b ,, c ", new[] { "a b", "c" })]
    [InlineData("\"a, b\", c", new[] { "a, b", "c" })]
    [InlineData("\"say \"\"hi\"\"\"", new[] { "say \"hi\"" })]
    [InlineData("\"open", new[] { "open" })]
    [InlineData("\"\"", new[] { "" })]
    [InlineData("", new string[0])]
    public void Commas_separate_values_outside_of_quotation_marks(string text, string[] values) =>
        Assert.Equal(values, Conditions.Split(text));

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a, b", "c\"d", "")]
    [InlineData("/a{1,2}/", " x ")]
    public void Values_survive_the_form(params string[] values) =>
        Assert.Equal(values, Conditions.Split(Conditions.Join(values)));
}
