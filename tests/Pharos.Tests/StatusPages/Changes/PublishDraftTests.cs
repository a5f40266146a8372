using System.Net;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Changes;

/// <summary>What happens to the form for publishing before it is sent: templates, page, type and preview.</summary>
[FullOnPostgres]
public sealed class PublishDraftTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;
    private const string Publish = "/console/publish";

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
            ("message", "We're investigating and will post updates here."),
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
        Assert.Contains(("start", ConsoleBrowser.LocalTime(((Now / 3600) + 1) * 3600)), fields);

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
        Assert.Matches($@"Status page\s+Acme\s+/s/{slug}", one.Text);
        var (other, _) = await page.Api.NewPage();

        var which = await browser.Get(Publish + "?type=maintenance");
        Assert.Contains("Which status page?", which.Text, StringComparison.Ordinal);
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
        Assert.Contains("This is a preview. Nothing has been published yet.", site.Text, StringComparison.Ordinal);
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

        Assert.Contains("investigating and will post updates here.</textarea>", form.Html, StringComparison.Ordinal);
        var path = $"/console/pages/{page.PageId}/events/{(await page.Publish()).ChangeId()}";
        Assert.Contains(
            "This incident has been resolved.</textarea>",
            (await browser.Submit(path, path, ("status", "resolved"), ("message", " "), ("do", "add"))).Html,
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

    private Task<(ConsoleBrowser Browser, ChangePage Page)> Page(params string[] components) =>
        ChangePage.CreateSignedIn(frozen.Server, components);
}
