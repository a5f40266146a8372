using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

[FullOnPostgres]
public sealed class PastEventTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task A_whole_timeline_is_written_down_in_one_form()
    {
        var (browser, member) = await frozen.Server.NewSignedIn();
        var page = await ChangePage.Create(member, "API", "Web");
        var address = $"/console/pages/{page.PageId}/events/past";

        var more = await browser.Submit(
            address,
            address,
            ("title", "Old outage"),
            ("at_0", At(-7200)),
            ("status_0", "investigating"),
            ("message_0", "It broke."),
            ($"e0c_{page.Components[0]}", "full_outage"),
            ("at_1", At(-3600)),
            ("status_1", "resolved"),
            ("message_1", "Mended."),
            ("do", "add")
        );
        Assert.Equal(3, Regex.Count(more.Html, "name=\"at_\\d\""));
        Assert.Contains("Mended.</textarea>", more.Html, StringComparison.Ordinal);

        var made = await browser.Submit(
            more,
            address,
            ("title", "Old outage"),
            ("at_0", At(-7200)),
            ("status_0", "investigating"),
            ("message_0", "It broke."),
            ($"e0c_{page.Components[0]}", "full_outage"),
            ("at_1", At(-5400)),
            ("status_1", "identified"),
            ("message_1", "Found."),
            ($"e1c_{page.Components[1]}", "degraded"),
            ("at_2", At(-3600)),
            ("status_2", "resolved"),
            ("message_2", "Mended."),
            ("do", "publish")
        );

        var id = long.Parse(
            Regex.Match(made.Location ?? made.Text, @"/events/(\d+)").Groups[1].Value,
            CultureInfo.InvariantCulture
        );
        var change = await page.Read(id);
        Assert.True(change["is_retrospective"]!.GetValue<bool>());
        Assert.Equal(
            (Minute(-7200), Minute(-3600)),
            (change.Number("start_at_seconds"), change.Number("close_at_seconds"))
        );
        Assert.Equal(["investigating", "identified", "resolved"], change.Updates().Select(u => u.Text("status")));
        Assert.Equal(["operational", "operational"], change.Affected());
    }

    [Fact]
    public async Task An_error_is_shown_next_to_its_entry()
    {
        var (browser, member) = await frozen.Server.NewSignedIn();
        var page = await ChangePage.Create(member, "API");
        var address = $"/console/pages/{page.PageId}/events/past";

        var refused = await browser.Submit(
            address,
            address,
            ("title", "Old outage"),
            ("at_0", At(-7200)),
            ("status_0", "investigating"),
            ("message_0", "It broke."),
            ($"e0c_{page.Components[0]}", "full_outage"),
            ("at_1", At(3600)),
            ("status_1", "resolved"),
            ("message_1", "Mended."),
            ("do", "publish")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("id=\"at_1-wrong\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("It broke.</textarea>", refused.Html, StringComparison.Ordinal);
    }

    private static string At(long offset) =>
        DateTimeOffset.FromUnixTimeSeconds(Now + offset).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static long Minute(long offset) => (Now + offset) / 60 * 60;
}
