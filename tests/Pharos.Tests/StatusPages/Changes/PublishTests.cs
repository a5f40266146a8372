using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

[FullOnPostgres]
public sealed class PublishTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;
    private const string Publish = "/console/publish";

    [Fact]
    public async Task An_incident_published_by_the_form_is_the_one_that_the_API_reads()
    {
        var (browser, page) = await Page("API", "Web");

        var answer = await browser.Submit(
            Publish,
            Publish,
            ("title", "Errors"),
            ("status", "identified"),
            ($"c_{page.Components[0]}", "full_outage"),
            ($"c_{page.Components[1]}", ""),
            ("message", "About **8 %** fail."),
            ("next", "15"),
            ("notify", "true"),
            ("responders", page.Api.Caller.MemberId.ToString(CultureInfo.InvariantCulture)),
            ("do", "publish")
        );

        var id = Id(answer);
        answer.Sees($"/console/pages/{page.PageId}/events/{id}?done=published");
        var change = await page.Read(id);
        Assert.Equal(
            ("Errors", "identified", "About **8 %** fail.", Now),
            (change.Text("title"), change.Text("status"), change.Text("description"), change.Number("start_at_seconds"))
        );
        Assert.Equal(
            page.Components[0],
            Assert.Single(change["affected_components"]!.AsArray())!["component_id"]!.GetValue<string>()
        );
        Assert.Equal(Now + 900, change.Updates()[0].Number("next_update_at_seconds"));
        Assert.Equal(page.Api.Caller.MemberId, change["responder_ids"]![0]!.GetValue<long>());
    }

    [Fact]
    public async Task Everything_that_is_missing_is_reported_at_once()
    {
        var (browser, page) = await Page("API");

        var refused = await browser.Submit(
            Publish,
            Publish,
            ("title", " "),
            ("status", "identified"),
            ("message", ""),
            ("do", "publish")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        foreach (
            var says in (string[])
                ["Title must not be blank.", "Message must not be blank.", "Choose at least one affected component"]
        )
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, await page.CountActive());
    }

    [Fact]
    public async Task A_whole_section_is_set_at_once_but_for_what_is_set_itself()
    {
        var (browser, page) = await Page("API", "Web", "Mail");

        var answer = await browser.Submit(
            Publish,
            Publish,
            ("title", "Errors"),
            ("status", "investigating"),
            ("s_none", "degraded"),
            ($"c_{page.Components[1]}", "full_outage"),
            ("message", "Looking."),
            ("next", "0"),
            ("do", "publish")
        );

        Assert.Equal(["degraded", "full_outage", "degraded"], (await page.Read(Id(answer))).Affected());
    }

    [Fact]
    public async Task An_error_is_shown_next_to_its_field_and_keeps_the_input()
    {
        var (browser, page) = await Page("API");

        var refused = await browser.Submit(
            Publish,
            Publish,
            ("title", " "),
            ("status", "investigating"),
            ("message", "Half of a <b>thought"),
            ("next", "60"),
            ("do", "publish")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Half of a &lt;b&gt;thought", refused.Html, StringComparison.Ordinal);
        Assert.Matches("value=\"60\" checked", refused.Html);
        Assert.Contains(
            "Title",
            refused.Text[refused.Text.IndexOf("Title", StringComparison.Ordinal)..],
            StringComparison.Ordinal
        );
        Assert.Matches("id=\"title-wrong\"", refused.Html);

        var again = await browser.Submit(
            refused,
            Publish,
            ("title", "Errors"),
            ("status", "investigating"),
            ("message", "Looking."),
            ("next", "60"),
            ("do", "publish")
        );
        Assert.Contains("Choose at least one affected component", again.Text, StringComparison.Ordinal);
        Assert.Equal(0, await page.CountActive());
    }

    [Fact]
    public async Task A_preview_shows_the_page_and_the_number_of_recipients_and_publishes_nothing()
    {
        var (browser, page) = await Page("API", "Web");
        await page.Api.Post("/status-page/update", new { page_id = page.PageId, subscription = new { email = true } });
        await page.Api.Post(
            "/status-page/subscriber/import",
            new
            {
                page_id = page.PageId,
                method = "email",
                subscribers = new object[]
                {
                    new { recipient = "all@example.com", all = true },
                    new { recipient = "web@example.com", component_ids = new[] { page.Components[1] } },
                    new { recipient = "api@example.com", component_ids = new[] { page.Components[0] } },
                },
            }
        );

        var look = await browser.Submit(
            Publish,
            Publish,
            ("title", "Errors"),
            ("status", "investigating"),
            ($"c_{page.Components[0]}", "partial_outage"),
            ("message", "*Looking.*"),
            ("next", "30"),
            ("notify", "true"),
            ("do", "look")
        );

        Assert.Equal(HttpStatusCode.OK, look.Status);
        Assert.Matches(
            @"Status page will show\s*Some services are partially down\s*Affected\s*API\s*Email recipients\s*2 people",
            look.Text
        );
        Assert.Contains("<em>Looking.</em>", look.Html, StringComparison.Ordinal);
        Assert.Equal(0, await page.CountActive());
    }

    [Fact]
    public async Task A_maintenance_is_announced_in_the_members_zone_and_moves_on_by_itself()
    {
        var (browser, page) = await Page("API");
        var start = ((Now / 3600) + 2) * 3600;

        var answer = await browser.Submit(
            Publish + "?type=maintenance",
            Publish,
            ("title", "New disks"),
            ("status", "scheduled"),
            ("start", ConsoleBrowser.LocalTime(start)),
            ("end", ConsoleBrowser.LocalTime(start + 5400)),
            ($"c_{page.Components[0]}", "under_maintenance"),
            ("message", "We change disks."),
            ("auto", "true"),
            ("do", "publish")
        );

        var change = await page.Read(Id(answer));
        Assert.Equal(
            (start, start + 5400, true),
            (
                change.Number("start_at_seconds"),
                change.Number("close_at_seconds"),
                change["auto_update_by_schedule"]!.GetValue<bool>()
            )
        );
        Assert.Equal("scheduled", change.Text("status"));
    }

    [Theory]
    [InlineData("start", "tomorrow")]
    [InlineData("end", "2026-02-30T10:00")]
    [InlineData("end", "2020-01-01T10:00")]
    [InlineData("start", "")]
    public async Task An_invalid_time_is_refused_next_to_its_field(string field, string typed)
    {
        var (browser, page) = await Page("API");
        var fields = new Dictionary<string, string>
        {
            ["start"] = ConsoleBrowser.LocalTime(Now + 7200),
            ["end"] = ConsoleBrowser.LocalTime(Now + 9000),
            [field] = typed,
        };

        var refused = await browser.Submit(
            Publish + "?type=maintenance",
            Publish,
            [
                ("title", "New disks"),
                ("status", "scheduled"),
                ($"c_{page.Components[0]}", "under_maintenance"),
                ("message", "Disks."),
                ("do", "publish"),
                .. fields.Select(f => (f.Key, f.Value)),
            ]
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains($"id=\"{field}-wrong\"", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_fills_the_form()
    {
        var (browser, page) = await Page("API");
        var template = await page.Api.Post(
            "/status-page/template/upsert",
            new
            {
                page_id = page.PageId,
                type = "pre_defined",
                template = new
                {
                    title = "Payments fail",
                    event_type = "incident",
                    status = "identified",
                    description = "Cards are declined.",
                },
            }
        );

        var form = await browser.Get($"{Publish}?page_id={page.PageId}&template_id={template.Data["template_id"]}");

        Assert.Matches("name=\"title\"[^>]*value=\"Payments fail\"", form.Html);
        Assert.Contains("Cards are declined.</textarea>", form.Html, StringComparison.Ordinal);
        Assert.Matches("value=\"identified\" checked", form.Html);
    }

    [Fact]
    public async Task Who_may_not_publish_gets_neither_form_nor_event_and_another_accounts_page_is_not_found()
    {
        var (browser, page) = await Page("API");
        var viewer = await frozen.Server.NewSignedInColleague(page.Api, BuiltInRoles.Viewer);
        (string, string)[] fields =
        [
            ("page_id", $"{page.PageId}"),
            ("type", "incident"),
            ("title", "x"),
            ("status", "investigating"),
            ($"c_{page.Components[0]}", "degraded"),
            ("message", "x"),
            ("do", "publish"),
        ];

        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Get(Publish)).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await viewer.Post(Publish, [(await viewer.Get("/console")).Token(), .. fields])).Status
        );
        var (stranger, _) = await frozen.Server.NewSignedIn();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.Post(Publish, [(await stranger.Get("/console")).Token(), .. fields])).Status
        );
        Assert.Equal(0, await page.CountActive());
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Publish)).Status);
    }

    [Fact]
    public async Task Markdown_is_previewed_as_readers_will_see_it_and_harmless()
    {
        var (browser, _) = await Page("API");

        var html = await browser.Post(
            "/console/preview",
            (await browser.Get("/console")).Token(),
            ("text", "**bold** <script>alert(1)</script> [x](javascript:alert(1))")
        );

        Assert.Contains("<strong>bold</strong>", html.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", html.Html, StringComparison.Ordinal);
    }

    private static long Id(ConsoleAnswer answer) =>
        long.Parse(
            Regex.Match(answer.Location ?? answer.Text, @"/events/(\d+)").Groups[1].Value,
            CultureInfo.InvariantCulture
        );

    private Task<(ConsoleBrowser Browser, ChangePage Page)> Page(params string[] components) =>
        ChangePage.CreateSignedIn(frozen.Server, components);
}
