using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Pharos.Platform.Roles;
using Pharos.Tests.StatusPages.PublicSite;
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

    [Theory]
    [InlineData(true, "API: 1 day with incidents since 18 May 2026; no other incidents")]
    [InlineData(false, "API: no incidents since 28 May 2026")]
    public async Task A_past_event_lets_uptime_count_from_its_start_if_asked_to(bool counts, string bars)
    {
        var (browser, member) = await frozen.Server.NewSignedIn();
        var page = await ChangePage.Create(member, "API", "Web");
        var address = $"/console/pages/{page.PageId}/events/past";
        var form = await browser.Get(address);

        var made = await browser.Post(
            address,
            [
                .. form.Untouched(address)
                    .Where(f => f.Name is not ("title" or "at_0" or "at_1" or "message_0" or "message_1"))
                    .Where(f => f.Name != $"e0c_{page.Components[0]}" && (counts || f.Name != "count")),
                ("title", "Search was down"),
                ("at_0", At(-10 * 86400)),
                ("message_0", "It broke."),
                ($"e0c_{page.Components[0]}", "full_outage"),
                ("at_1", At((-10 * 86400) + 5400)),
                ("message_1", "Mended."),
                ("do", "publish"),
            ]
        );

        Assert.True(made.Status == HttpStatusCode.SeeOther, made.Text);
        var slug = (await member.Get("/status-page/info", ("page_id", page.PageId))).Data.Text("url_name");
        var labels = (await SiteAnswer.Get(member.Http, "/s/" + slug))
            .Html()
            .QuerySelectorAll("svg.bars")
            .Select(b => b.GetAttribute("aria-label"));
        // The other component is not affected, so it counts as before.
        Assert.Equal([bars, "Web: no incidents since 28 May 2026"], labels);
    }

    [Fact]
    public async Task Who_may_not_change_components_reads_that_uptime_does_not_reach_back()
    {
        var (_, member) = await frozen.Server.NewSignedIn();
        var page = await ChangePage.Create(member, "API");
        var responder = await frozen.Server.NewSignedInColleague(member, BuiltInRoles.Responder);
        var address = $"/console/pages/{page.PageId}/events/past";

        var form = await responder.Get(address);
        Assert.DoesNotContain("name=\"count\"", form.Html, StringComparison.Ordinal);
        Assert.Contains("doesn't change uptime", form.Text, StringComparison.Ordinal);
        var made = await responder.SubmitTouching(
            form,
            address,
            ("title", "Search was down"),
            ("at_0", At(-10 * 86400)),
            ("message_0", "It broke."),
            ($"e0c_{page.Components[0]}", "full_outage"),
            ("at_1", At((-10 * 86400) + 5400)),
            ("message_1", "Mended."),
            ("count", "true"),
            ("do", "publish")
        );

        Assert.True(made.Status == HttpStatusCode.SeeOther, made.Text);
        Assert.Equal(
            Now,
            (await member.Get("/status-page/info", ("page_id", page.PageId))).Data["components"]![0]![
                "available_since_seconds"
            ]!.GetValue<long>()
        );
    }

    private static string At(long offset) => ConsoleBrowser.LocalTime(Now + offset);

    private static long Minute(long offset) => (Now + offset) / 60 * 60;
}
