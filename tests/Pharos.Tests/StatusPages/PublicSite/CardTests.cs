using Pharos.Tests.Support;
using SkiaSharp;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The picture that networks show next to a link to a page.</summary>
[FullOnPostgres]
public sealed class CardTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;
    private const string Green = "#ff3aa569";
    private const string Red = "#ffd93a31";
    private const string NoData = "#ffd9dce1";

    [Fact]
    public async Task Its_bars_are_the_days_of_the_page()
    {
        var page = await SitePage.Create(await frozen.NewAccount(), "API");
        Assert.Equal([.. Enumerable.Repeat(NoData, 59), Green], await Bars(page));

        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[0],
                name = "API",
                available_since_seconds = Now - (20 * 86400),
            }
        );
        await page.Events.Publish(
            new
            {
                is_retrospective = true,
                status = "resolved",
                start_at_seconds = Now - (10 * 86400),
                updates = new[]
                {
                    new
                    {
                        at_seconds = Now - (10 * 86400),
                        status = "investigating",
                        component_changes = page.Events.Says((0, "full_outage")),
                    },
                    new
                    {
                        at_seconds = Now - (10 * 86400) + 600,
                        status = "resolved",
                        component_changes = page.Events.Says((0, "operational")),
                    },
                },
            }
        );

        Assert.Equal(
            [.. Enumerable.Repeat(NoData, 39), .. Enumerable.Repeat(Green, 10), Red, .. Enumerable.Repeat(Green, 10)],
            await Bars(page)
        );
        await page.Set(new { display_uptime_mode = "none" });
        Assert.Equal(Enumerable.Repeat("#ffffffff", 60), await Bars(page));
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("Zürich")]
    [InlineData("存储服务")]
    [InlineData("A name that is far too long for one line of a picture, so that it ends somewhere in the middle of it")]
    [InlineData("🦜")]
    public async Task It_shows_the_name_of_the_page_in_any_script(string name)
    {
        var page = await SitePage.Create(await frozen.NewAccount(), "API");
        await page.Set(new { name });
        using var card = await Card(page);

        Assert.True(Dark(card, 100, 215) > 200);
        // Nothing reaches the margin.
        for (var y = 20; y < card.Height; y++)
            Assert.Equal("#ffffffff", card.GetPixel(card.Width - 30, y).ToString());
    }

    private static async Task<SKBitmap> Card(SitePage page)
    {
        var answer = await page.Visit("/card.png");
        Assert.Equal("image/png", answer.ContentType);
        var card = SKBitmap.Decode(answer.Bytes);
        Assert.Equal((1200, 630), (card.Width, card.Height));
        return card;
    }

    /// <summary>The color in the middle of each bar.</summary>
    private static async Task<IEnumerable<string>> Bars(SitePage page)
    {
        using var card = await Card(page);
        var pitch = (card.Width - 160) / 60.0;
        return [.. Enumerable.Range(0, 60).Select(i => card.GetPixel((int)(80 + (i * pitch) + 6), 450).ToString())];
    }

    /// <summary>The number of dark pixels between two lines.</summary>
    private static int Dark(SKBitmap card, int top, int bottom) =>
        Enumerable
            .Range(top, bottom - top)
            .Sum(y => Enumerable.Range(0, card.Width).Count(x => card.GetPixel(x, y).Red < 100));
}
