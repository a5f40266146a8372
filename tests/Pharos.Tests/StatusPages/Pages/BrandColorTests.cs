using Pharos.StatusPages.Pages;

namespace Pharos.Tests.StatusPages.Pages;

[Trait("Runs", "Once")]
public sealed class BrandColorTests
{
    private static readonly string[] LightGrounds = ["#ffffff", "#f7f7f5"];
    private static readonly string[] DarkGrounds = ["#121316", "#1a1c20"];

    [Fact]
    public void Whatever_the_color_its_text_can_be_read_on_both_themes_and_so_can_text_on_it()
    {
        foreach (var color in AllColors())
        {
            Assert.All(LightGrounds, ground => Demand(color, color.OnLight, Parse(ground)));
            Assert.All(DarkGrounds, ground => Demand(color, color.OnDark, Parse(ground)));
            Demand(color, color, color.Ink);
        }
    }

    [Theory]
    [InlineData("#1f5fbf", "#1f5fbf", "#ffffff")]
    [InlineData("#000000", "#000000", "#ffffff")]
    [InlineData("#FFCC00", null, "#000000")]
    [InlineData("#ffffff", null, "#000000")]
    public void A_color_that_can_be_read_stays_as_it_is(string color, string? onLight, string ink)
    {
        Assert.Equal(ink, Parse(color).Ink.ToString());
        if (onLight is null)
            Assert.NotEqual(Parse(color), Parse(color).OnLight);
        else
            Assert.Equal(onLight, Parse(color).OnLight.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("#fff")]
    [InlineData("1f5fbf")]
    [InlineData("#1f5fbg")]
    [InlineData("#1f5fbf\n")]
    [InlineData("red")]
    [InlineData(null)]
    public void Anything_else_is_no_color(string? text) => Assert.Null(BrandColor.Parse(text));

    private static void Demand(BrandColor color, BrandColor one, BrandColor other) =>
        Assert.True(
            one.Contrast(other) >= BrandColor.TextContrast,
            $"{color}: {one} on {other} has {one.Contrast(other):0.00}"
        );

    private static BrandColor Parse(string text) => BrandColor.Parse(text)!.Value;

    private static IEnumerable<BrandColor> AllColors()
    {
        for (var red = 0; red < 256; red += 15)
        {
            for (var green = 0; green < 256; green += 15)
            {
                for (var blue = 0; blue < 256; blue += 15)
                    yield return new BrandColor((byte)red, (byte)green, (byte)blue);
            }
        }
    }
}
