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
                ["Title must not be blank.", "Message must not be blank.", "Choose at least one component"]
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
        Assert.Contains("Choose at least one component", again.Text, StringComparison.Ordinal);
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
            @"Page will say\s*Some services are partly out\s*Affected\s*API\s*Told by mail\s*2 people",
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
            ("start", Local(start)),
            ("end", Local(start + 5400)),
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
            ["start"] = Local(Now + 7200),
            ["end"] = Local(Now + 9000),
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

    [Fact]
    public async Task Choosing_a_template_keeps_what_was_typed_and_chosen()
    {
        var (browser, page) = await Page("API", "Web");
        var (first, second) = (await Template(page, "Database trouble"), await Template(page, "Network trouble"));
        Assert.DoesNotContain("template_id=", (await browser.Get(Publish)).Html, StringComparison.Ordinal);

        var form = await browser.Submit(
            Publish,
            Publish,
            ("title", ""),
            ("message", "We are looking into it and will say more here."),
            ($"c_{page.Components[1]}", "full_outage"),
            ("responders", $"{page.Api.Caller.MemberId}"),
            ("next", "60"),
            ("do", "template:" + first)
        );
        Assert.Contains("value=\"Database trouble\"", form.Html, StringComparison.Ordinal);
        Assert.Contains("Text of Database trouble</textarea>", form.Html, StringComparison.Ordinal);
        Assert.Contains(($"c_{page.Components[1]}", "full_outage"), form.Untouched(Publish));
        Assert.Contains(("next", "60"), form.Untouched(Publish));
        Assert.Contains(("responders", $"{page.Api.Caller.MemberId}"), form.Untouched(Publish));

        // Another template replaces what the first one filled in, but not what was typed.
        form = await browser.SubmitTouching(form, Publish, ("do", "template:" + second));
        Assert.Contains("value=\"Network trouble\"", form.Html, StringComparison.Ordinal);
        Assert.Contains("Text of Network trouble</textarea>", form.Html, StringComparison.Ordinal);
        form = await browser.SubmitTouching(
            form,
            Publish,
            ("title", "My own title"),
            ("message", "My own words."),
            ("do", "template:" + first)
        );
        Assert.Contains("value=\"My own title\"", form.Html, StringComparison.Ordinal);
        Assert.Contains("My own words.\n\nText of Database trouble", form.Text, StringComparison.Ordinal);
        Assert.Equal(0, await page.CountActive());
    }

    [Fact]
    public async Task Changing_the_type_and_back_keeps_what_was_typed_and_chosen()
    {
        var (browser, page) = await Page("API", "Web");

        var maintenance = await browser.Submit(
            Publish,
            Publish,
            ("title", "My own title"),
            ("message", "My own words."),
            ("start", "2026-05-28T12:00"),
            ($"c_{page.Components[1]}", "full_outage"),
            ("do", "type")
        );
        Assert.Contains("Schedule maintenance", maintenance.Text, StringComparison.Ordinal);
        var fields = maintenance.Untouched(Publish);
        Assert.Contains(("title", "My own title"), fields);
        Assert.Contains(("message", "My own words."), fields);
        Assert.Contains(($"c_{page.Components[1]}", "under_maintenance"), fields);
        Assert.Contains(("start", Local(((Now / 3600) + 1) * 3600)), fields);

        var incident = await browser.SubmitTouching(
            maintenance,
            Publish,
            ("start", "2026-06-01T10:00"),
            ("end", "2026-06-01T11:00"),
            ("do", "type")
        );
        fields = incident.Untouched(Publish);
        Assert.Contains(("title", "My own title"), fields);
        Assert.Contains(("message", "My own words."), fields);
        Assert.Contains(("start", "2026-05-28T12:00"), fields);

        fields = (await browser.SubmitTouching(incident, Publish, ("do", "type"))).Untouched(Publish);
        Assert.Contains(("start", "2026-06-01T10:00"), fields);
        Assert.Contains(("end", "2026-06-01T11:00"), fields);
    }

    [Fact]
    public async Task With_several_pages_none_is_chosen_silently_and_equal_names_differ_by_address()
    {
        var (browser, page) = await Page("API");
        var one = await browser.Get(Publish);
        var slug = (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data.Text("url_name");
        Assert.Matches($@"Page\s+Acme\s+/s/{slug}", one.Text);
        var (other, _) = await page.Api.NewPage();

        var which = await browser.Get(Publish + "?type=maintenance");
        Assert.Contains("Which page?", which.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"title\"", which.Html, StringComparison.Ordinal);
        Assert.Contains("/s/" + slug, which.Text, StringComparison.Ordinal);
        Assert.Contains($"{Publish}?type=maintenance&amp;page_id={other}", which.Html, StringComparison.Ordinal);

        var form = await browser.Get($"{Publish}?type=incident&page_id={page.PageId}");
        Assert.Matches($"<option value=\"{page.PageId}\" selected[^>]*>Acme · /s/{slug}<", form.Html);
    }

    [Fact]
    public async Task The_preview_shows_the_page_and_the_email_and_publishes_nothing()
    {
        var (browser, page) = await Page("API");
        var form = await browser.Get(Publish);
        async Task<ConsoleAnswer> Preview(string what, string title) =>
            await browser.Post(
                Publish + "/preview",
                [
                    .. form.Untouched(Publish)
                        .Where(f =>
                            f.Name is not ("title" or "message" or "do") && f.Name != $"c_{page.Components[0]}"
                        ),
                    ("title", title),
                    ($"c_{page.Components[0]}", "full_outage"),
                    ("message", "About **8 %** fail."),
                    ("do", what),
                ]
            );

        var site = await Preview("page", "Checkout fails");
        Assert.Equal(HttpStatusCode.OK, site.Status);
        Assert.Contains("This is a preview. Nothing is published yet.", site.Text, StringComparison.Ordinal);
        Assert.Contains("Checkout fails", site.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>8 %</strong>", site.Html, StringComparison.Ordinal);
        Assert.Contains("class=\"stand full\"", site.Html, StringComparison.Ordinal);
        Assert.Contains("no-store", site.Header("Cache-Control"), StringComparison.Ordinal);

        var email = await Preview("email", "Checkout fails");
        Assert.Equal(HttpStatusCode.OK, email.Status);
        Assert.Contains("Checkout fails", email.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>8 %</strong>", email.Html, StringComparison.Ordinal);
        Assert.EndsWith("sandbox", email.Header("Content-Security-Policy"), StringComparison.Ordinal);

        var refused = await Preview("page", " ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("About **8 %** fail.</textarea>", refused.Html, StringComparison.Ordinal);

        Assert.Equal(0, await page.CountActive());
        var slug = (await page.Api.Get("/status-page/info", ("page_id", page.PageId))).Data.Text("url_name");
        Assert.DoesNotContain("Checkout fails", (await browser.Get("/s/" + slug)).Text, StringComparison.Ordinal);
        var viewer = await frozen.Server.NewSignedInColleague(page.Api, BuiltInRoles.Viewer);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (
                await viewer.Post(
                    Publish + "/preview",
                    [(await viewer.Get("/console")).Token(), ("page_id", $"{page.PageId}"), ("do", "page")]
                )
            ).Status
        );
    }

    [Fact]
    public async Task Texts_are_proposed_in_the_language_of_the_page()
    {
        var (browser, member) = await frozen.Server.NewSignedIn("zh-CN");
        var page = await ChangePage.Create(member, "API");
        var form = await browser.Get(Publish);
        Assert.Contains("发布", form.Text, StringComparison.Ordinal);

        Assert.Contains(
            "We are looking into it and will say more here.</textarea>",
            form.Html,
            StringComparison.Ordinal
        );
        var event_ = $"/console/pages/{page.PageId}/events/{(await page.Publish()).ChangeId()}";
        Assert.Contains(
            "This incident is resolved.</textarea>",
            (await browser.Submit(event_, event_, ("status", "resolved"), ("message", " "), ("do", "add"))).Html,
            StringComparison.Ordinal
        );
    }

    private static async Task<string> Template(ChangePage page, string title) =>
        (
            await page.Api.Post(
                "/status-page/template/upsert",
                new
                {
                    page_id = page.PageId,
                    type = "pre_defined",
                    template = new
                    {
                        title,
                        event_type = "incident",
                        status = "identified",
                        description = "Text of " + title,
                    },
                }
            )
        ).Data.Text("template_id");

    private static string Local(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static long Id(ConsoleAnswer answer) =>
        long.Parse(
            Regex.Match(answer.Location ?? answer.Text, @"/events/(\d+)").Groups[1].Value,
            CultureInfo.InvariantCulture
        );

    private async Task<(ConsoleBrowser Browser, ChangePage Page)> Page(params string[] components)
    {
        var (browser, member) = await frozen.Server.NewSignedIn();
        return (browser, await ChangePage.Create(member, components));
    }
}
